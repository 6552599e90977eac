"""What a rule asks beside its own kind: a survey about its course or event that was answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from certificates.evidence_words import asked, found
from certificates.models import Certificate, CertificateRule, PendingCertificate
from certificates.rules import judge
from courses.enrollment import enroll
from courses.models import Cohort, Enrollment
from courses.tests.factories import make_cohort
from people.models import Person
from surveys.answers import answer
from surveys.tests.factories import make_attendee, make_survey, said
from webinars.tests.factories import make_event

from .conftest import NOON, complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(course):
    return make_survey(course, now=NOON)


@pytest.fixture
def rule(course, template):
    return CertificateRule.objects.create(course=course, template=template, asks_survey=True)


def end(cohort):
    """Surveys ask when a cohort has ended."""
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=(NOON - timedelta(days=1)).date())


def test_the_certificate_comes_with_the_answer_where_it_was_all_that_was_missing(survey, rule, olena, cohort):
    complete(olena, cohort)
    early = [Certificate.objects.exists(), PendingCertificate.objects.exists()]
    problem = judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].problem
    for grade in ("4", "5"):  # answered, and changed: it comes once
        answer(person=olena, survey=survey, given=said(survey, grade), now=NOON)

    certificate = Certificate.objects.get()
    assert (early, problem) == ([False, False], "no_survey")
    with override("en"):
        assert asked(certificate)[-1] == "Answer the survey."
        assert found(certificate)[-1] == "The survey was answered."


def test_who_has_not_done_the_rest_gets_nothing_for_an_answer(survey, rule, olena, cohort):
    enroll(person=olena, cohort=cohort, now=NOON)
    end(cohort)
    answer(person=olena, survey=survey, given=said(survey), now=NOON)

    assert judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].problem == "not_completed"
    assert not Certificate.objects.exists()


def test_an_answer_about_another_course_gives_nothing(rule, olena, cohort):
    complete(olena, cohort)
    other = make_survey(now=NOON)
    done = {"enrolled_at": NOON, "completed_at": NOON}
    Enrollment.objects.create(person=olena, cohort=make_cohort(other.page.specific), **done)
    answer(person=olena, survey=other, given=said(other), now=NOON)

    assert not Certificate.objects.exists()


def test_the_answer_about_an_event_gives_the_certificate_of_who_came(template):
    event, other = make_event(), make_event()
    olena, survey = make_attendee(event), make_survey(event)
    CertificateRule.objects.create(event=event, template=template, min_sessions=1, asks_survey=True)
    CertificateRule.objects.create(event=other, template=template, asks_survey=True)
    answer(person=olena, survey=survey, given=said(survey), now=timezone.now())

    assert [(row.person, row.event) for row in Certificate.objects.all()] == [(olena, event)]


def test_many_are_asked_about_in_as_many_questions(survey, rule, olena, cohort, django_assert_num_queries):
    people = [olena, *(Person.objects.create(legal_name=name, display_name="Т.") for name in ("Тарас", "Ірина"))]
    for person in people:
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    answer(person=olena, survey=survey, given=said(survey), now=NOON)

    with django_assert_num_queries(2):
        alone = judge(rule=rule, people=[olena.pk], now=NOON)
    with django_assert_num_queries(2):
        verdicts = judge(rule=rule, people=[person.pk for person in people], now=NOON)

    assert [verdicts[person.pk].earned for person in people] == [True, False, False] and alone[olena.pk].earned


def test_forms_offer_it_where_certificates_come_of_themselves(admin):
    fields = {}
    for kind in ("course", "event", "organizer", "programme"):
        fields[kind] = set(admin.get(reverse("certificate_rule:add_kind", args=[kind])).context["form"].fields)

    assert {kind for kind, names in fields.items() if "asks_survey" in names} == {"course", "event"}
