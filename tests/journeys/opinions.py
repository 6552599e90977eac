"""Surveys: one that waits for the reader, one that is closed and shows totals, one that too few answered."""

from datetime import timedelta

from courses.models import Enrollment
from people.models import Person
from surveys.answers import answer
from surveys.making import publish
from surveys.models import Survey, SurveyQuestion
from surveys.telling.wishes import choose_notices, key_of

from .acts import send
from .stop import Stop

DAY = timedelta(days=1)
ASKED = (
    {"text": "Чи стане це в пригоді?", "hint": "Подумайте про свою громаду", "kind": "scale"},
    {"text": "Що сподобалося?", "kind": "several", "options": "вправи\nрозмова"},
    {"text": "Що змінити?", "kind": "long", "required": False},
)


def make_survey(page, title, *, now, days):
    """Published ten days ago, with ``days`` from now to its end."""
    survey = Survey.objects.create(page=page.page_ptr, title=title, intro="Для наступних.", closes_at=now + days * DAY)
    for place, words in enumerate(ASKED):
        SurveyQuestion.objects.create(survey=survey, sort_order=place, **words)
    return publish(survey=survey, by=None, now=now - 10 * DAY)


def say(survey, people, *, now):
    for person in people:
        keys = [str(row.pk) for row in survey.questions.all()]
        given = dict(zip(keys, ("4", "вправи\nрозмова", "Більше часу"), strict=True))
        answer(person=person, survey=survey, given=given, now=now)


def make_surveys(scene):
    """About the course that the scene's reader has completed, and four others with them."""
    now, then, course = scene.now, scene.now - 2 * DAY, scene.finished
    Enrollment.objects.filter(person=scene.reader, cohort__course=course).update(completed_at=now - 3 * DAY)
    others = [Person.objects.create(legal_name=f"Учень {number}", display_name="Учень") for number in range(4)]
    for person in others:
        place = {"cohort": course.cohorts.get(), "enrolled_at": then, "completed_at": now - 3 * DAY}
        Enrollment.objects.create(person=person, **place)
    scene.survey_open = make_survey(course, "Як вам курс?", now=now, days=5)
    scene.survey_closed = make_survey(course, "Що змінилося?", now=now, days=-1)
    scene.survey_thin = make_survey(course, "Що було далі?", now=now, days=-1)
    say(scene.survey_closed, [scene.reader, *others], now=then)
    say(scene.survey_thin, [scene.reader], now=then)
    choose_notices(person=scene.neighbor, wanted=False, now=now)
    scene.survey_key, scene.survey_key_of_silent = key_of(scene.reader), key_of(scene.neighbor)


OPINIONS = {
    "survey": Stop("/my/surveys/{survey_open.pk}/", "reader"),
    "survey, errors": Stop("/my/surveys/{survey_open.pk}/", "reader", act=send),
    "survey, closed": Stop("/my/surveys/{survey_closed.pk}/", "reader"),
    "survey, not yours": Stop("/my/surveys/{survey_open.pk}/", "newcomer", status=404),
    "mails about surveys": Stop("/mails/surveys/{survey_key}/"),
    "mails about surveys, none wanted": Stop("/mails/surveys/{survey_key_of_silent}/"),
    "surveys": Stop("/t/surveys/", "coordinator"),
    "surveys, none": Stop("/t/surveys/", "newcomer"),
    "totals of a survey": Stop("/t/surveys/{survey_closed.pk}/", "coordinator"),
    "totals of a survey, too few": Stop("/t/surveys/{survey_thin.pk}/", "coordinator"),
    "totals of a survey, still open": Stop("/t/surveys/{survey_open.pk}/", "coordinator"),
}
