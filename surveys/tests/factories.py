"""Rows to test with. They surprise nobody: a course that ended yesterday, three questions, open for a week."""

from datetime import timedelta

from django.utils import timezone

from courses.models import Enrollment
from courses.tests.factories import make_cohort, make_course
from surveys.answers import answer
from surveys.making import publish
from surveys.models import Survey, SurveyQuestion
from webinars.models import Attendance
from webinars.tests.factories import make_event, make_person, make_session

DAY = timedelta(days=1)
QUESTIONS = (
    {"text": "Чи стане в пригоді?", "kind": "scale"},
    {"text": "Що сподобалося?", "kind": "several", "options": "вправи\nрозмова\nтексти", "required": False},
    {"text": "Що змінити?", "kind": "long", "required": False},
)


def make_survey(page=None, *, published=True, now=None, **fields):
    now = now or timezone.now()
    fields = {"title": "Як вам курс?", "closes_at": now + 7 * DAY, **fields}
    survey = Survey.objects.create(page=(page or make_course()).page_ptr, **fields)
    for place, words in enumerate(QUESTIONS):
        SurveyQuestion.objects.create(survey=survey, sort_order=place, **words)
    return publish(survey=survey, by=None, now=now) if published else survey


def make_finisher(course, *, now=None, **fields):
    """Somebody whose cohort of ``course`` ended yesterday."""
    today = timezone.localdate(now)
    cohort = course.cohorts.first() or make_cohort(course, starts_on=today - 30 * DAY, ends_on=today - DAY)
    person = make_person(**fields)
    Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=(now or timezone.now()) - 20 * DAY)
    return person


def make_attendee(event=None, *, status="present", ended=DAY, host=None):
    """Somebody who was at a session of ``event`` that ended so long ago."""
    event, now = event or make_event(), timezone.now()
    session = make_session(event=event, starts_at=now - ended - timedelta(hours=2), minutes=120, host=host)
    person = make_person()
    Attendance.objects.create(session=session, person=person, status=status, percent=90, rule="share", decided_at=now)
    return person


def said(survey, scale="4", liked="вправи", word=""):
    keys = [str(row.pk) for row in survey.questions.all()]
    return dict(zip(keys, (scale, liked, word), strict=True))


def answered_by(survey, number, *, now=None, **words):
    """``number`` people who finished the course and answered."""
    course = survey.page.specific
    people = [make_finisher(course) for _each in range(number)]
    for person in people:
        answer(person=person, survey=survey, given=said(survey, **words), now=now or timezone.now())
    return people


def posted(survey, scale="4", liked=("вправи",), word=""):
    """The same as a form sends it."""
    keys = [f"question_{row.pk}" for row in survey.questions.all()]
    return dict(zip(keys, (scale, list(liked), word), strict=True))
