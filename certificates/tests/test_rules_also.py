"""What a rule asks beside its own kind: a survey that was answered, where an app says who did."""

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from certificates.evidence_words import asked, found
from certificates.judging import also
from certificates.models import Certificate, CertificateRule, PendingCertificate
from certificates.receivers import earned
from certificates.rule_forms import panel_of
from certificates.rules import judge
from courses.enrollment import enroll
from courses.models import Enrollment
from people.models import Person

from .conftest import NOON, complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(monkeypatch):
    """The people who answered, for as long as the test lasts."""
    monkeypatch.setattr(also, "_known", {})
    people = set()
    also.who("asks_survey")(lambda *, rule, keys: people.intersection(keys))
    panel_of.cache_clear()
    yield people
    panel_of.cache_clear()


@pytest.fixture
def rule(course, template):
    return CertificateRule.objects.create(course=course, template=template, asks_survey=True)


def test_the_certificate_comes_once_both_are_done_and_says_so(answered, rule, olena, cohort, course):
    complete(olena, cohort)
    early = [Certificate.objects.exists(), PendingCertificate.objects.exists()]
    problem = judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].problem

    answered.add(olena.pk)
    earned(Q(course=course.pk), person=olena, cohort=cohort, now=NOON)

    certificate = Certificate.objects.get()
    assert (early, problem) == ([False, False], "no_survey")
    with override("en"):
        assert asked(certificate)[-1] == "Answer the survey."
        assert found(certificate)[-1] == "The survey was answered."


def test_who_has_not_done_the_rest_is_told_of_the_rest(answered, rule, olena, cohort):
    enroll(person=olena, cohort=cohort, now=NOON)
    answered.add(olena.pk)

    assert judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].problem == "not_completed"


def test_many_are_asked_about_once(monkeypatch, rule, olena, cohort, course):
    questions = []
    monkeypatch.setattr(also, "_known", {"asks_survey": lambda *, rule, keys: questions.append(keys) or keys})
    people = [olena, Person.objects.create(legal_name="Тарас", display_name="Т.")]
    for person in people:
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)

    verdicts = judge(rule=rule, people=[person.pk for person in people], now=NOON)

    assert all(verdict.earned for verdict in verdicts.values())
    assert questions == [[person.pk for person in people]]


def test_nothing_is_earned_where_nobody_knows_the_answers(monkeypatch, rule, olena, cohort):
    monkeypatch.setattr(also, "_known", {})
    complete(olena, cohort)

    assert judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].problem == "no_survey"


def test_forms_offer_it_where_somebody_knows(answered, admin):
    fields = {}
    for kind in ("course", "event", "organizer"):
        fields[kind] = set(admin.get(reverse("certificate_rule:add_kind", args=[kind])).context["form"].fields)

    assert {kind for kind, names in fields.items() if "asks_survey" in names} == {"course", "event"}
