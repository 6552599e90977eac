"""When a lesson may be said to be done: by its reader, after some minutes, or by attendance of a live session."""

from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from content import wording
from webinars.models import Attendance, Session

from .models import CohortSession, Enrollment, LessonCompletion, LessonOpening, LessonPage


def note_opened(*, person, lesson, now):
    """Remember when ``person`` first opened a lesson that wants some minutes; the moment of that."""
    opening, _made = LessonOpening.objects.get_or_create(person=person, lesson=lesson, defaults={"opened_at": now})
    return opening.opened_at


def refusal_to_complete(*, person, lesson, now):
    """Why ``person``, who is enrolled, cannot say now that ``lesson`` is done; empty if they can.

    Asking begins the minutes, if opening has not.
    """
    if lesson.done_by == LessonPage.DoneBy.SESSION and (session := session_of(person=person, lesson=lesson)):
        values = {"session": session.full_title, "day": wording.day(session.starts_at, now=now)}
        return _("This lesson is done once your attendance of “%(session)s” on %(day)s is noted.") % values
    if lesson.least_minutes:
        may_at = note_opened(person=person, lesson=lesson, now=now) + timedelta(minutes=lesson.least_minutes)
        if now < may_at:
            values = {"when": wording.moment(may_at, now=now)}
            return _("Take your time: this lesson can be marked done from %(when)s on (Kyiv time).") % values
    return ""


def session_of(*, person, lesson):
    """The announced session of a cohort of ``person`` that completes ``lesson``, the next or last one; or None."""
    cohorts = Enrollment.objects.active().filter(person=person).values("cohort")
    rows = CohortSession.objects.filter(lesson=lesson, cohort__in=cohorts, session__state=Session.State.SCHEDULED)
    row = rows.select_related("session__event").order_by("-session__starts_at").first()
    return row and row.session


def complete_attended(*, now, person=None, session=None):
    """Mark lessons done whose session people attended, all of them or of one person and session; how many.

    They were done when the session ended, however late attendance is decided. Never undone.
    """
    rows = CohortSession.objects.filter(lesson__isnull=False).select_related("session")
    made = []
    for row in rows.filter(session=session) if session else rows:
        seated = Enrollment.objects.active().filter(cohort=row.cohort_id).values("person")
        people = Attendance.objects.credited().filter(session=row.session_id, person__in=seated)
        known = LessonCompletion.objects.filter(lesson=row.lesson_id).values("person")
        people = people.exclude(person__in=known).order_by().values_list(F("person"), flat=True)
        ended = min(row.session.ends_at, now)
        made += [
            LessonCompletion(person_id=pk, lesson_id=row.lesson_id, completed_at=ended)
            for pk in (people.filter(person=person) if person else people)
        ]
    LessonCompletion.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
