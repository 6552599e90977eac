"""Surveys after two cohorts: one is closed and shows its totals, the other waits for the participant."""

from datetime import timedelta

from courses.models import Cohort
from surveys.answers import answer
from surveys.making import publish
from surveys.models import Survey, SurveyQuestion

from .reading import read

OPEN_FOR = timedelta(days=25)


def build_surveys(*, participant, staff, now):
    text = read("surveys.toml")
    for row in text["survey"]:
        cohort = Cohort.objects.select_related("course").get(course__slug=row["course"], number=row["cohort"])
        closes = now + timedelta(days=row["closes"])
        survey = Survey(page=cohort.course.page_ptr, cohort=cohort, title=row["title"], closes_at=closes)
        survey.intro = row["intro"]
        survey.save()
        keys = [str(ask(survey, place, **asked).pk) for place, asked in enumerate(text["question"])]
        publish(survey=survey, by=staff.user, now=closes - OPEN_FOR)
        places = cohort.enrollments.active().exclude(person=participant).select_related("person").order_by("pk")
        for number, place in enumerate(places[: row["answers"]]):
            turn, which = divmod(number, len(text["answer"]))
            said = text["answer"][which]["said"]
            said = [*said[:-1], ""] if turn else said  # nobody writes what another wrote
            moment = min(now, closes) - timedelta(hours=number + 1)
            answer(person=place.person, survey=survey, given=dict(zip(keys, said, strict=True)), now=moment)


def ask(survey, place, *, options=(), **words):
    return SurveyQuestion.objects.create(survey=survey, sort_order=place, options="\n".join(options), **words)
