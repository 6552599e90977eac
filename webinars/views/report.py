"""Attendance of a session for its host and its planners: on the page, as a file, and what may be done about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_for
from webinars.access import is_host, may_manage
from webinars.attendance import correct, decide
from webinars.exceptions import AttendanceRefused
from webinars.exports import answer
from webinars.forms import CorrectionForm, OutageForm
from webinars.outages import declare_outage, withdraw_outage
from webinars.overviews import Entry
from webinars.private import page_of
from webinars.recomputing import decide_anew, forecast
from webinars.report import lines_of
from webinars.rule_versions import event_of, rule_of
from webinars.sheets.signed import standing_of

from . import session_for


@never_cache
@login_required
@require_safe
def report(request, public_id):
    """The host reads it, as the sheet; planners may also overrule, declare and decide."""
    session = _reported(request, public_id)
    return _page(request, session)


@never_cache
@login_required
@require_safe
def download(request, public_id, kind):
    """The same lines as a file."""
    session = _reported(request, public_id)
    name = f"attendance-{timezone.localtime(session.starts_at):%Y-%m-%d}-{session.event.slug}"
    return answer([Entry(session, line) for line in lines_of(session)], kind=kind, name=name)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request, public_id, pk):
    """Overrule the rule for one person, with a reason."""
    session = planned_session(request, public_id)
    attendance = get_object_or_404(session.attendances.select_related("person"), pk=pk)
    form = CorrectionForm(request.POST or None, initial={"status": attendance.status})
    if form.is_valid():
        correct(attendance=attendance, by=person_for(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The correction is saved. What was measured stays beside it."))
        return redirect("attendance_report", session.public_id)
    context = {"session": session, "attendance": attendance, "form": form}
    return render(request, "webinars/correction.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_POST
def outage(request, public_id):
    """Declare that people were cut off; what that would change is shown before anything is decided anew."""
    session = planned_session(request, public_id)
    form = OutageForm(request.POST, session=session)
    if form.is_valid():
        try:
            declare_outage(session=session, by=person_for(request), now=timezone.now(), **form.cleaned_data)
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The outage is declared. See below what it would change."))
            return redirect("attendance_report", session.public_id)
    return _page(request, session, form=form, status=422)


@never_cache
@login_required
@require_POST
def withdraw(request, public_id, pk):
    """Take a declaration back."""
    session = planned_session(request, public_id)
    withdraw_outage(outage=get_object_or_404(session.outages, pk=pk), by=person_for(request), now=timezone.now())
    messages.success(request, _("The outage is taken back."))
    return redirect("attendance_report", session.public_id)


@never_cache
@login_required
@require_POST
def decide_again(request, public_id):
    """Apply the newest rule to what is known now: of what is decided exactly that which the page before showed."""
    session = planned_session(request, public_id)
    who = {"by": person_for(request), "now": timezone.now()}
    try:
        if session.decided_at:
            decide_anew(sessions=[session], digest=request.POST.get("digest", ""), **who)
        else:
            decide(session=session, now=who["now"])
    except AttendanceRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Attendance is decided by what is known now."))
    return redirect("attendance_report", session.public_id)


def _page(request, session, *, form=None, status=200):
    planning = may_manage(request.user)
    foreseen = forecast([session]) if session.decided_at else None
    context = {
        "session": session,
        "lines": lines_of(session),
        "forecast": foreseen,
        "changes": foreseen.shown if foreseen else [],
        "rule": rule_of(session),
        "rule_event": event_of(session),
        "outages": session.outages.standing().select_related("declared_by"),
        "signed": standing_of(session),
        "planning": planning,
        "form": form or OutageForm(session=session),
        "over": session.is_over(now=timezone.now()),
        "event_url": page_of(session),
    }
    return render(request, "webinars/report.html", context, status=status)


def _reported(request, public_id):
    session = session_for(request, public_id)
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    return session


def planned_session(request, public_id):
    """The session, for those who may overrule what was measured in it; else 403."""
    session = session_for(request, public_id)
    if not may_manage(request.user):
        raise PermissionDenied
    return session
