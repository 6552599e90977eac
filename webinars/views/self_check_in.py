"""«I am here» on a page of the session: for who has a seat, by account or by link, and the host who opens it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_for
from webinars.access import is_host, may_manage
from webinars.exceptions import CheckInRefused
from webinars.forms import WindowForm
from webinars.private import page_of
from webinars.rule_versions import event_of, newest_rule
from webinars.self_check_in import (
    close_window,
    is_taken_back,
    may_be_opened,
    open_in,
    open_window,
    own_words,
    say_here,
    word_of,
)

from . import session_for
from .live import by_account, by_link


@require_http_methods(["GET", "HEAD", "POST"])
def _here(request, visit):
    """A button, so that no link and no preview of one records anybody."""
    session, person, now, refusal = visit.session, visit.person, timezone.now(), ""
    if request.method == "POST":
        try:
            say_here(person=person, session=session, now=now)
            return redirect(visit.path("here"))
        except CheckInRefused as trouble:
            refusal = str(trouble)
    context = {
        "session": session,
        "refusal": refusal,
        "interval": word_of(person, session),
        "taken_back": is_taken_back(person, session),
        "registered": session.registrations.active().filter(person=person).exists(),
        "open": open_in(session, now=now),
        "rule": newest_rule(event_of(session)),
        "event_url": visit.back,
        "here_path": visit.path("here"),
        "guest": visit.guest,
    }
    return render(request, "webinars/here.html", context, status=409 if refusal else 200)


here, guest_here = by_account(_here), by_link(_here)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request, public_id):
    """The host opens it for some minutes, opens it for longer, or closes it."""
    session, now = session_for(request, public_id), timezone.now()
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    if request.method == "POST" and "close" in request.POST:
        close_window(session=session, by=person_for(request), now=now)
        messages.success(request, _("Self check-in is closed. Who checked in is on the attendance sheet."))
        return redirect("self_check_in", session.public_id)
    form = WindowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            open_window(session=session, by=person_for(request), now=now, **form.cleaned_data)
        except CheckInRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Self check-in is open. The pages of the session and beside the room show it."))
            return redirect("self_check_in", session.public_id)
    return render(request, "webinars/here_desk.html", _desk(request, session, form, now=now), status=_status(form))


def _desk(request, session, form, *, now):
    event = event_of(session)
    return {
        "session": session,
        "form": form,
        "possible": may_be_opened(session, now=now),
        "open": open_in(session, now=now),
        "by_host": session.check_in_windows.open(now=now).exists(),
        "said": own_words(session).count(),
        "registered": session.registrations.active().count(),
        "rule": newest_rule(event),
        "rule_of": event if may_manage(request.user) else None,
        "event_url": page_of(session),
    }


def _status(form):
    return 422 if form.errors else 200
