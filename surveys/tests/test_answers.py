"""Answering: once, changed until it closes, and nowhere beside a name."""

import pytest
from django.apps import apps
from django.core import serializers
from django.test import override_settings
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import Enrollment
from people.models import Person
from surveys.answers import answer, has_answered, known_answers, people_who_answered, unseal_closed
from surveys.exceptions import SurveyRefused
from surveys.models import Participation, Response
from surveys.tasks import unseal_surveys

from .factories import DAY, answered_by, make_finisher, make_survey, said

pytestmark = pytest.mark.django_db


def test_an_answer_is_kept_once_and_changed_until_the_survey_closes():
    survey, now = make_survey(), timezone.now()
    person = make_finisher(survey.page.specific)

    for scale in ("2", "5"):
        answer(person=person, survey=survey, given=said(survey, scale), now=now)

    assert [row.answers for row in survey.responses.all()] == [said(survey, "5")]
    assert known_answers(person=person, survey=survey) == said(survey, "5")
    with pytest.raises(SurveyRefused):
        answer(person=person, survey=survey, given=said(survey, "1"), now=survey.closes_at)
    assert survey.responses.get().answers == said(survey, "5")


def test_who_did_not_take_part_or_left_is_refused():
    survey, now = make_survey(), timezone.now()
    stranger = make_finisher(make_survey().page.specific)
    gone = make_finisher(survey.page.specific)
    Enrollment.objects.filter(person=gone).update(withdrawn_at=now)

    for person in (stranger, gone):
        with pytest.raises(SurveyRefused):
            answer(person=person, survey=survey, given=said(survey), now=now)
    assert not Participation.objects.exists()


def test_nothing_that_is_stored_joins_an_answer_to_its_person():
    survey = make_survey()
    people = answered_by(survey, 3)

    kept = serializers.serialize("json", Response.objects.all())

    fields = {field.name for field in Response._meta.fields}
    assert fields == {"id", "survey", "seal", "answers"}
    assert not any(word in kept for person in people for word in (person.email, person.legal_name))
    assert not [model for model in apps.get_models() for field in model._meta.fields if field.related_model is Response]
    assert not ModelLogEntry.objects.filter(object_id__in=[str(row.pk) for row in Response.objects.all()]).exists()


def test_a_copy_of_the_database_without_the_key_finds_nobodys_answers():
    survey = make_survey()
    (person,) = answered_by(survey, 1)

    with override_settings(SECRET_KEY="another-key-of-the-same-school"):
        assert known_answers(person=person, survey=survey) is None
        with pytest.raises(SurveyRefused):
            answer(person=person, survey=survey, given=said(survey, "1"), now=timezone.now())
    assert survey.responses.count() == 1


def test_when_it_is_closed_the_seals_come_off_and_stay_off():
    closed, still_open = make_survey(), make_survey()
    (person,) = answered_by(closed, 1)
    answered_by(still_open, 1)
    later = closed.closes_at
    still_open.closes_at = later + DAY
    still_open.save()

    assert unseal_closed(now=later) == 1
    assert unseal_surveys.func() == 0  # by the clock of today nothing is closed

    assert known_answers(person=person, survey=closed) is None
    assert still_open.responses.exclude(seal="").count() == 1


def test_rules_learn_who_answered_and_nothing_else(django_assert_num_queries):
    survey = make_survey()
    course = survey.page.specific
    (person,) = answered_by(survey, 1)
    other = make_finisher(course)

    with django_assert_num_queries(1):
        assert has_answered(person=person, page=course)
    assert not has_answered(person=other, page=course)
    assert not has_answered(person=person, page=make_survey().page)
    assert list(people_who_answered(course)) == [Person.objects.get(pk=person.pk)]
