"""What the room server calls: may this room open, what happened in it, and with which key are tokens checked.

No cookie, no form, no slash at the end: Prosody follows no redirect. The first two have a secret of their own each, and
do not exist while that is not set.
"""

import functools
import json

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from webinars.exceptions import JoinRefused
from webinars.models import RoomEvent
from webinars.reservations import reservation_of, reserve
from webinars.rooms import rooms
from webinars.sources.jaas_webhooks import is_signed
from webinars.sources.room_server import NotAnEvent, keep, keep_webhook

LONGEST_QUESTION = 4_096
LONGEST_EVENT = 2_000_000  # the list of everybody who was in a room of hundreds, some of whom came back ten times


def called_with(secret_setting, *, longest):
    """Only for a caller that shows the secret of this setting, and only bodies of at most ``longest`` bytes."""

    def decorate(view):
        @csrf_exempt
        @never_cache
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            secret = getattr(settings, secret_setting)
            if not secret:
                raise Http404
            scheme, _space, shown = request.headers.get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not constant_time_compare(shown.strip(), secret):
                return JsonResponse({"message": "The secret is missing or wrong."}, status=403)
            if _announced(request) > longest:
                return JsonResponse({"message": "This is too long."}, status=413)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _announced(request):
    """The length of the body, known before any of it is read; the server reads no further than that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


@called_with("JITSI_RESERVATION_SECRET", longest=LONGEST_QUESTION)
@require_POST
def conference(request):
    """201 and until when, the same however often it is asked; or 403 and why not, in words for the person."""
    now = timezone.now()
    asked = {name: request.POST.get(name, "")[:200] for name in ("name", "mail_owner", "start_time")}
    try:
        reservation = reserve(room_name=asked["name"], owner=asked["mail_owner"], now=now)
    except JoinRefused as refusal:
        return JsonResponse({"message": str(refusal)}, status=403)
    said = {"room_name": reservation.name, **asked}
    keep(kind=RoomEvent.Kind.RESERVED, body=json.dumps(said).encode(), now=now)
    return JsonResponse(reservation.as_json(), status=201)


@called_with("JITSI_RESERVATION_SECRET", longest=LONGEST_QUESTION)
@require_http_methods(["GET", "DELETE"])
def one_conference(request, public_id):
    """GET repeats the answer. DELETE says that the room is empty now, which ends nothing: people take breaks."""
    if request.method == "DELETE":
        return HttpResponse(status=204)
    try:
        return JsonResponse(reservation_of(public_id=public_id, now=timezone.now()).as_json())
    except JoinRefused as refusal:
        return JsonResponse({"message": str(refusal)}, status=404)


@called_with("JITSI_EVENTS_SECRET", longest=LONGEST_EVENT)
@require_POST
def event(request, kind):
    """200 once it is written down, also the second time; reading it is a task's business."""
    return _kept(keep, kind=kind, body=request.body, now=timezone.now())


@csrf_exempt
@never_cache
@require_POST
def jaas(request):
    """A webhook of JaaS: 200 once it is written down, also the second time. Its signature is over the body as sent."""
    secret = settings.JAAS_WEBHOOK_SECRET
    if not secret:
        raise Http404
    if _announced(request) > LONGEST_EVENT:
        return JsonResponse({"message": "This is too long."}, status=413)
    now = timezone.now()
    if not is_signed(request.body, request.headers.get("X-Jaas-Signature", ""), secret=secret, now=now):
        return JsonResponse({"message": "The signature is missing, wrong or too old."}, status=403)
    return _kept(keep_webhook, body=request.body, now=now)


def _kept(keep, **what):
    try:
        keep(**what)
    except NotAnEvent as trouble:
        return JsonResponse({"message": str(trouble)}, status=400)
    return HttpResponse(status=200)


@require_safe
@cache_control(public=True, max_age=300)
def public_key(request, name, published="published_keys"):
    """What tokens are checked with; Prosody asks for it by the hash of the key's id."""
    keys = getattr(rooms(), published, dict)()
    if name not in keys:
        raise Http404
    return HttpResponse(keys[name], content_type="application/x-pem-file")


@csrf_exempt
def nothing(request):
    """Every other address below this one: not found, at once."""
    raise Http404
