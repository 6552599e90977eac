"""Attending afterwards: the page of who missed a session, and the desk of its host."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_for
from people.signing_in import signed_in
from webinars.access import is_host
from webinars.exceptions import AttendanceRefused
from webinars.models import Attendance, CatchUp
from webinars.private import page_of
from webinars.views import session_for

from .checking import answer_check, check_open, shown_to, tries_left
from .forms import CatchUpForm, CheckForm, as_text
from .opening import close_catch_up, is_open, open_catch_up, open_until


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, public_id):
    """What to watch or read, until when, and the questions; a POST answers them."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    catch_up = _catch_up(session)
    seat = session.registrations.filter(person=person).exists()
    if catch_up is None or not seat:
        raise Http404
    form, refusal = None, ""
    try:
        check_open(catch_up, person=person, now=now)
        form = CheckForm(request.POST or None, shown=shown_to(person, catch_up), initial={"number": catch_up.number})
        if form.is_valid():
            given = {"number": form.cleaned_data["number"], "places": form.places}
            row = answer_check(catch_up=catch_up, person=person, now=now, **given)
            _tell(request, row, left=tries_left(person, catch_up))
            return redirect("session_later", session.public_id)
    except AttendanceRefused as trouble:
        refusal = str(trouble)
        form = None
    context = {
        "session": session,
        "catch_up": catch_up,
        "until": open_until(catch_up),
        "form": form,
        "refusal": refusal,
        "tries_left": tries_left(person, catch_up),
        "attendance": Attendance.objects.filter(session=session, person=person).first(),
        "event_url": page_of(session),
    }
    status = 422 if form and form.errors else 409 if refusal and request.method == "POST" else 200
    return render(request, "webinars/later.html", context, status=status)


def _tell(request, row, *, left):
    if row.passed:
        messages.success(request, _("Everything is right: your attendance is credited as attended afterwards."))
        return
    total = len(row.answers)
    words = _("%(right)d of %(total)d are right; all of them are needed.") % {"right": row.right, "total": total}
    tries = ngettext("%(number)d try is left.", "%(number)d tries are left.", left) % {"number": left}
    messages.error(request, f"{words} {tries}")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request, public_id):
    """The host opens it, changes it, closes it, and sees who passed."""
    session = session_for(request, public_id)
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    catch_up, by, now = _catch_up(session), person_for(request), timezone.now()
    if request.method == "POST" and "close" in request.POST:
        close_catch_up(session=session, by=by, now=now)
        messages.success(request, _("The check is closed. Who passed has passed."))
        return redirect("later_desk", session.public_id)
    form = CatchUpForm(request.POST if request.method == "POST" else None, initial=_initial(catch_up))
    if form.is_valid():
        try:
            open_catch_up(session=session, by=by, now=now, **form.cleaned_data)
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _(
                "The check is saved. Who missed the session finds it on the page of the event; a mail says so once."
            )
            messages.success(request, words)
            return redirect("later_desk", session.public_id)
    context = {
        "session": session,
        "catch_up": catch_up,
        "open": bool(catch_up and is_open(catch_up, now=now)),
        "until": open_until(catch_up) if catch_up else None,
        "tries": catch_up.tries.select_related("person").order_by("-answered_at", "-pk") if catch_up else (),
        "form": form,
        "event_url": page_of(session),
    }
    return render(request, "webinars/later_desk.html", context, status=422 if form.errors else 200)


def _catch_up(session):
    """The row keeps the session of the page: it speaks the reader's language."""
    found = CatchUp.objects.filter(session=session.pk).first()
    if found:
        found.session = session
    return found


def _initial(catch_up):
    if catch_up is None:
        return {}
    kept = {name: getattr(catch_up, name) for name in ("days", "url", "note")}
    return {**kept, "questions": as_text(catch_up.questions)}
