"""Attendance over several sessions: of an event or a series for its hosts and planners, of a person for planners."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.accounts import person_of
from people.alphabet import alphabetical
from people.models import Person
from webinars.access import may_manage
from webinars.entries import event_path
from webinars.exports import answer
from webinars.models import EventPage
from webinars.overviews import Summary, begun, entries_of, signed_of, summaries
from webinars.translations import in_language

A_PAGE = 100


@never_cache
@login_required
@require_safe
def of_event(request, pk):
    """Each session and each person, counted by status. ``?series=`` leaves the dates of that series alone."""
    event, sessions = _sessions(request, pk)
    entries, signed = entries_of(sessions), signed_of(sessions)
    by_session = {row.of.pk: row for row in summaries(entries, lambda entry: entry.session)}
    people = summaries(entries, lambda entry: entry.line.person)
    people.sort(key=lambda row: (alphabetical(row.of.legal_name), row.of.pk))
    context = {
        "event": event,
        "event_url": event_path(event),
        "series": request.GET.get("series", ""),
        "sessions": [(by_session.get(session.pk) or Summary(session), signed.get(session.pk)) for session in sessions],
        "people": Paginator(people, A_PAGE).get_page(request.GET.get("page")),
        "planning": may_manage(request.user),
    }
    return render(request, "webinars/event_attendance.html", context)


@never_cache
@login_required
@require_safe
def event_file(request, pk, kind):
    """A line for each person and session, with the evidence."""
    event, sessions = _sessions(request, pk)
    return answer(entries_of(sessions), kind=kind, name=f"attendance-{event.slug}")


def _sessions(request, pk):
    """The event and those of its sessions that have begun: all for planners, their own for hosts, for others none."""
    event = get_object_or_404(EventPage, pk=pk)
    sessions = begun(now=timezone.now()).filter(event__translation_key=event.translation_key)
    if not may_manage(request.user):
        person = person_of(request.user)
        sessions = sessions.filter(host=person) if person else sessions.none()
        if not sessions.exists():
            raise PermissionDenied
    if (series := request.GET.get("series", "")).isdecimal():
        sessions = sessions.filter(series=series)
    return event, in_language(sessions, get_language())


@never_cache
@login_required
@require_safe
def of_person(request, public_id):
    """Everything that is known of one person's presence, session by session."""
    person, entries = _of_person(request, public_id)
    summary = Summary(person)
    for entry in entries:
        summary.add(entry)
    shown = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    signed = signed_of({entry.session for entry in shown})
    rows = [(entry, signed.get(entry.session.pk)) for entry in shown]
    context = {"person": person, "summary": summary, "rows": rows, "page_obj": shown}
    return render(request, "webinars/person_attendance.html", context)


@never_cache
@login_required
@require_safe
def person_file(request, public_id, kind):
    """The same as a file."""
    person, entries = _of_person(request, public_id)
    return answer(entries, kind=kind, name=f"attendance-{person.public_id}")


def _of_person(request, public_id):
    if not may_manage(request.user):
        raise PermissionDenied
    person = get_object_or_404(Person, public_id=public_id)
    rows = (person.registrations.active(), person.attendance_intervals.counted(), person.attendances.all())
    seated, seen, decided = (Q(pk__in=found.values("session")) for found in rows)
    sessions = begun(now=timezone.now()).filter(seated | seen | decided).reverse()
    return person, entries_of(in_language(sessions, get_language()), person=person)
