"""Check-in in the hall: the host's screen, the way from its code to a button, and the button."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content import qr
from people.accounts import person_for
from people.addresses import absolute
from webinars.access import is_host
from webinars.check_in import (
    TAKEN_BACK,
    check_in,
    check_window,
    checked_in,
    code_of,
    is_shown,
    number_here,
    session_of,
    take_back,
)
from webinars.entries import event_path
from webinars.exceptions import CheckInRefused, NotRegistered
from webinars.forms import CodeForm
from webinars.models import Session

from . import session_for

SEEN = "check_in_seen"  # in the browser's session: which screens it saw, and when
CONFIRM_WITHIN = timedelta(minutes=10)  # somebody may have to sign in first


@never_cache
@login_required
@require_safe
def screen(request, public_id):
    """What the host shows on the wall. Without JavaScript the page loads itself again; with it, the code alone."""
    session, now = session_for(request, public_id), timezone.now()
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    context = {"session": session, "event_url": event_path(session.event), "address": absolute(reverse("check_in"))}
    try:
        check_window(session=session, now=now)
    except CheckInRefused as refusal:
        return render(request, "webinars/check_in_screen.html", {**context, "refusal": refusal})
    code = code_of(session, now=now)
    scanned = absolute(reverse("check_in_scan", args=[session.public_id, code.token]))
    context |= {
        "code": code,
        "picture": mark_safe(qr.svg(scanned, fluid=True)),  # drawn by us from an address of ours
        "here": number_here(session),
        "registered": session.registrations.active().count(),
    }
    return render(request, "webinars/check_in_screen.html", context)


@never_cache
@login_required
@require_POST
def withdraw(request, public_id, pk):
    """The host takes one check-in back."""
    session = session_for(request, public_id)
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    interval = get_object_or_404(session.intervals.counted().filter(source__in=TAKEN_BACK), pk=pk)
    take_back(interval=interval, by=person_for(request), now=timezone.now())
    messages.success(request, _("The check-in is taken back: it counts no longer, and stays on record."))
    return redirect("attendance_sheet", public_id)


@never_cache
@require_safe
def scan(request, public_id, token):
    """The address in the code. Remembers that this browser saw the screen, and leads on; signing in comes after."""
    session, now = get_object_or_404(Session.objects.listed().scheduled(), public_id=public_id), timezone.now()
    if not is_shown(session, token, now=now):
        return render(request, "webinars/check_in_old.html", status=410)
    _remember(request, session, now=now)
    return redirect("check_in_session", public_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def type_code(request):
    """For those whose camera fails: the digits under the picture."""
    form, now = CodeForm(request.POST or None), timezone.now()
    if form.is_valid():
        try:
            session = session_of(form.cleaned_data["digits"], person=person_for(request), now=now)
        except CheckInRefused as refusal:
            form.add_error("digits", str(refusal))
        else:
            if session:
                _remember(request, session, now=now)
                return redirect("check_in_session", session.public_id)
            form.add_error("digits", _("No screen shows this code now. Look at it again: it changes."))
    return render(request, "webinars/check_in_code.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, public_id):
    """«I am here»: a button, so that no link and no preview of one records anybody."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    interval = checked_in(session).filter(person=person).first()
    context = {"session": session, "event_url": event_path(session.event), "interval": interval}
    try:
        if interval is None:
            check_window(session=session, now=now)
            if not _remembers(request, session, now=now):
                return redirect("check_in")
        if request.method == "POST" and interval is None:
            check_in(person=person, session=session, now=now)
            return redirect("check_in_session", public_id)
    except CheckInRefused as refusal:
        context |= {"refusal": refusal, "may_register": isinstance(refusal, NotRegistered)}
        return render(request, "webinars/check_in.html", context, status=409)
    context["registered"] = session.registrations.active().filter(person=person).exists()
    return render(request, "webinars/check_in.html", context)


def _remember(request, session, *, now):
    request.session[SEEN] = {**request.session.get(SEEN, {}), str(session.public_id): now.timestamp()}


def _remembers(request, session, *, now):
    seen = request.session.get(SEEN, {}).get(str(session.public_id))
    return seen is not None and now - datetime.fromtimestamp(seen, UTC) <= CONFIRM_WITHIN
