"""The trainer's attendance sheet, made for a phone: as a form, and for the script that keeps marks without a line."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_of
from people.models import Person
from webinars.access import is_host
from webinars.attendance import mark_on_sheet, people_of, unmark_on_sheet
from webinars.check_in import checked_in
from webinars.exceptions import AttendanceRefused
from webinars.forms import SheetForm
from webinars.intervals import share
from webinars.models import Attendance, AttendanceInterval, Registration, SheetMark
from webinars.private import page_of
from webinars.rule_versions import rule_of
from webinars.rules import Seen
from webinars.self_check_in import own_words
from webinars.sheets.forms import marks_of
from webinars.sheets.marking import settle, take, told

from . import session_for


@dataclass(frozen=True)
class Row:
    """One person on the sheet: ticked by hand, seen otherwise, decided by the rule; and what they answered before.

    ``own_word`` is since when they say so themselves. ``version`` is the last mark of them, 0 for none;
    ``dispute`` one that another device overtook.
    """

    person: Person
    marked: bool
    seen_percent: int
    attendance: Attendance | None
    seat: Registration | None
    seen: bool = False
    own_word: datetime | None = None
    version: int = 0
    dispute: SheetMark | None = None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_sheet(request, public_id):
    """Only the host and those who schedule see this list: it holds legal names, which paper lists need."""
    session = _hosted(request, public_id)
    if request.method != "POST":
        return _page(request, session)
    by, now, people = person_of(request.user), timezone.now(), people_of(session)
    if request.POST.get("settle", "").isdecimal():
        settle(session=session, person=get_object_or_404(people, pk=request.POST["settle"]), by=by, now=now)
        return redirect("attendance_sheet", session.public_id)
    form = SheetForm(request.POST, people=people)
    if problem := save(form, session, by=by, now=now):
        return _page(request, session, problem=problem)
    messages.success(request, _said(form))
    return redirect("attendance_sheet", session.public_id)


@never_cache
@login_required
@require_POST
def sheet_marks(request, public_id):
    """Marks of a device, as JSON, all of them or none; the answer is the sheet as it is then."""
    session = _hosted(request, public_id)
    try:
        marks = marks_of(request.body)
        take(session=session, marks=marks, by=person_of(request.user), now=timezone.now())
    except ValidationError:
        return HttpResponse(status=400)
    except AttendanceRefused as refusal:
        return _page(request, session, problem=str(refusal))
    return _page(request, session)


@require_safe
def sheet_worker(request):
    """The script that opens a sheet without a line, if it was open before; its address says which pages are its own."""
    return render(request, "webinars/sheet_worker.js", content_type="text/javascript")


def _hosted(request, public_id):
    session = session_for(request, public_id)
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    return session


def _page(request, session, *, problem=""):
    rows = rows_of(session)
    declined = sum(row.seat is not None and row.seat.answer == Registration.Answer.DECLINED for row in rows)
    context = {"session": session, "rows": rows, "declined": declined, "problem": problem, "now": timezone.now()}
    context |= {"here": sum(row.marked for row in rows), "seen": sum(row.seen for row in rows)}
    context |= {"event_url": page_of(session), "checked_in": checked_in(session), "who": person_of(request.user)}
    context |= {"own_words": own_words(session)}
    return render(request, "webinars/sheet.html", context, status=409 if problem else 200)


def save(form, session, *, by, now):
    """Write the difference, all or nothing; what went wrong, in words, or nothing."""
    if not form.is_valid():
        return _("The list has changed meanwhile. Look it over and save again.")
    try:
        with transaction.atomic():
            for person in form.marked:
                mark_on_sheet(session=session, person=person, by=by, now=now)
            for person in form.unmarked:
                unmark_on_sheet(session=session, person=person, by=by, now=now)
    except AttendanceRefused as refusal:
        return str(refusal)
    return ""


def _said(form):
    number = len(form.cleaned_data["present"])
    return ngettext(
        "Saved: %(number)d person is marked present.", "Saved: %(number)d people are marked present.", number
    ) % {"number": number}


def rows_of(session):
    """Everybody on the list with what is known of them, in a constant number of queries."""
    marked, seen, said = set(), defaultdict(list), {}
    for interval in session.intervals.counted():
        if interval.source == AttendanceInterval.Source.SHEET:
            marked.add(interval.person_id)
        else:
            seen[interval.person_id].append(Seen(interval.source, interval.started_at, interval.ended_at))
        if interval.source == AttendanceInterval.Source.SELF:
            said[interval.person_id] = interval.started_at
    terms, times = rule_of(session).terms, {"starts": session.starts_at, "ends": session.ends_at}
    spans = {pk: [row.span for row in terms.believed(rows, **times)] for pk, rows in seen.items()}
    decided = {attendance.person_id: attendance for attendance in session.attendances.all()}
    answered = {seat.person_id: seat for seat in session.registrations.active().exclude(answer="")}
    marks = told(session)
    return [
        Row(
            person,
            marked=person.pk in marked,
            seen_percent=share(spans.get(person.pk, ()), **times, grace=terms.grace),
            attendance=decided.get(person.pk),
            seat=answered.get(person.pk),
            seen=person.pk in marked or bool(spans.get(person.pk)),
            own_word=said.get(person.pk),
            version=marks[person.pk].last.pk if person.pk in marks else 0,
            dispute=marks[person.pk].dispute if person.pk in marks else None,
        )
        for person in people_of(session)
    ]
