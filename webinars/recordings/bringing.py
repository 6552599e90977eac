"""Where the recorder brings its files: announced once, then in parts, each signed, each safe to send again.

What is signed is ``t``, a dot, the method, a space, the path with its query, a line break and the body.
"""

import json

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from webinars.exceptions import RecordingRefused
from webinars.models import Recording
from webinars.sources.jaas_webhooks import is_signed
from webinars.sources.room_server import keep_announcement

from . import arriving

LONGEST_ANNOUNCEMENT = 20_000


def signed(view):
    """Only for who signs with the secret; the body, no longer than it may be, is read once into ``request.said``."""

    @csrf_exempt
    @never_cache
    def guarded(request, **names):
        secret = settings.JITSI_RECORDINGS_SECRET
        if not secret:
            raise Http404
        longest = arriving.A_PART if request.method == "PUT" else LONGEST_ANNOUNCEMENT
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > longest:
            return JsonResponse({"message": "This is too long."}, status=413)
        request.said, now = request.read(longest), timezone.now()
        words = f"{request.method} {request.get_full_path()}\n".encode() + request.said
        if not is_signed(words, request.headers.get("X-School-Signature", ""), secret=secret, now=now):
            return JsonResponse({"message": "The signature is missing, wrong or too old."}, status=403)
        return view(request, now=now, **names)

    return guarded


@signed
@require_POST
def announcement(request, *, now):
    """201 with where to put the parts, how long one may be, and from which byte on they are wanted."""
    try:
        recording = arriving.announce(said=json.loads(request.said), now=now)
        keep_announcement(body=request.said, now=now)
    except RecordingRefused as refusal:
        return JsonResponse({"message": str(refusal)}, status=404)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return JsonResponse({"message": "Wanted: id, size, recorded_at, meeting_url."}, status=400)
    answer = {"put": f"/jitsi/recordings/{recording.public_id}", "part": arriving.A_PART}
    return JsonResponse(answer | _state(recording), status=201)


@signed
@require_http_methods(["PUT"])
def part(request, public_id, *, now):
    """200 with the next offset; 409 with the one that is wanted, if these bytes begin elsewhere."""
    recording = get_object_or_404(Recording.objects.exclude(source_id=None), public_id=public_id)
    at = request.GET.get("at", "")
    if not at.isascii() or not at.isdecimal() or len(at) > 12:
        return JsonResponse({"message": "Wanted: ?at=offset."}, status=400)
    try:
        offset = arriving.take(recording=recording, at=int(at), data=request.said, now=now)
    except RecordingRefused as refusal:
        return JsonResponse({"message": str(refusal)}, status=400)
    return JsonResponse({"offset": offset}, status=200 if offset == int(at) + len(request.said) else 409)


def _state(recording):
    return {"offset": arriving.offset_of(recording), "size": recording.announced_size}
