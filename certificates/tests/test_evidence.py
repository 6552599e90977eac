"""What a certificate was issued for: frozen when it was issued, said in sentences to staff and to its holder alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certificates.evidence import facts_of
from certificates.evidence_words import asked, found
from certificates.giving import give
from certificates.issuing import issue_for_course
from certificates.models import CertificateRule
from certificates.rules import judge
from courses.models import CohortSession, Enrollment, ModulePage, QuizAttempt
from courses.tests.factories import make_quiz
from people.models import Person, User
from people.roles import COORDINATORS
from webinars.attendance import correct, decide
from webinars.models import Attendance
from webinars.scheduling import cancel

from .conftest import NOON, sign_in

NBSP = "\N{NO-BREAK SPACE}"


def plain(lines):
    return [line.replace(NBSP, " ") for line in lines]


@pytest.fixture
def seen(olena, session):
    """Seen by the room for 90 minutes of two hours."""
    times = {"started_at": session.starts_at, "ended_at": session.starts_at + timedelta(minutes=90)}
    session.intervals.create(person=olena, source="room", **times)
    decide(session=session, now=NOON)
    return Attendance.objects.get()


@pytest.fixture
def certificate(olena, event, seen, template):
    rule = CertificateRule.objects.create(event=event, template=template, min_sessions=1, min_hours=2)
    evidence = judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].evidence
    return give(rule=rule, holder=olena, now=NOON, evidence=evidence)


SAID = "15 лютого 2027, “Пишемо пропозицію”: 1 h 30 min of 2 h, present, by version 1 of the rule."


def test_attendance_is_said_with_its_minutes_and_the_version_of_the_rule(certificate):
    assert plain(asked(certificate)) == ["Attend 1 session.", "Attend for 2 hours."]
    assert plain(found(certificate)) == [
        "Attended sessions: 1 of 1; days: 1; hours: 2; share of the time: 100 %.",
        SAID,
    ]


def test_it_is_said_as_it_was_whatever_is_true_today(certificate, seen, session, olena):
    by = Person.objects.create(legal_name="Тренер", display_name="Т.", user=User.objects.create_user("t@example.org"))
    correct(attendance=seen, status="absent", reason="Сплутали", by=by, now=NOON)
    CertificateRule.objects.update(min_sessions=7)
    cancel(session=session, reason="", by=None, now=session.starts_at - timedelta(days=1))

    certificate.refresh_from_db()
    assert plain(asked(certificate)) == ["Attend 1 session.", "Attend for 2 hours."]
    assert plain(found(certificate))[1] == SAID


def test_what_somebody_corrected_before_is_said_to_be_corrected(olena, event, seen, template):
    by = Person.objects.create(legal_name="Тренер", display_name="Т.", user=User.objects.create_user("t@example.org"))
    correct(attendance=seen, status="afterwards", reason="Дивилися запис", by=by, now=NOON)
    rule = CertificateRule.objects.create(event=event, template=template, min_sessions=1)
    evidence = judge(rule=rule, people=[olena.pk], now=NOON)[olena.pk].evidence

    line = found(give(rule=rule, holder=olena, now=NOON, evidence=evidence))[1]

    assert "attended afterwards; somebody corrected what was measured" in line


def test_a_course_says_when_it_was_completed_and_which_attempts_and_sessions_it_took(
    olena, course, course_rule, cohort, seen, session
):
    CohortSession.objects.create(cohort=cohort, session=session)
    quiz = make_quiz(ModulePage.objects.child_of(course).get(), title="Підсумковий тест")
    tries = {"person": olena, "quiz": quiz, "snapshot": [], "pass_percent": 70, "started_at": NOON, "max_score": 8}
    QuizAttempt.objects.create(number=1, score=3, finished_at=NOON, **tries)
    QuizAttempt.objects.create(number=2, score=7, finished_at=NOON, passed=True, **tries)
    QuizAttempt.objects.create(number=3, score=8, finished_at=NOON + timedelta(days=9), passed=True, **tries)
    Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON, completed_at=NOON + timedelta(hours=1))
    evidence = judge(rule=course_rule, people=[olena.pk], now=NOON)[olena.pk].evidence

    lines = plain(found(give(rule=course_rule, holder=olena, cohort=cohort, now=NOON, evidence=evidence)))

    assert lines == [
        "The course was completed on 15 лютого 2027, in cohort 4.",
        SAID,
        "15 лютого 2027, quiz “Підсумковий тест”, attempt 1: 37,5 %, pass mark 70 %.",
        "15 лютого 2027, quiz “Підсумковий тест”, attempt 2: 87,5 %, pass mark 70 %.",
    ]


def test_one_given_by_hand_says_so_and_one_from_before_says_what_it_has(olena, course, template):
    by_hand = issue_for_course(person=olena, course=course, template=template, now=NOON)
    earlier = issue_for_course(
        person=Person.objects.create(legal_name="Тарас", display_name="Т."),
        course=course, template=template, now=NOON, evidence={"rule": {"pk": 1}, "enrollment": 5, "cohort": 2},
    )  # fmt: skip

    assert (asked(by_hand), found(by_hand)) == ([], ["Issued by hand: the school confirms it."])
    assert asked(earlier) == ["Complete the course: its lessons, its quizzes and its assignments."]
    assert found(earlier) == ["The course was completed."]


def test_freezing_costs_the_same_for_one_and_many_sessions(olena, certificate, django_assert_num_queries):
    keys = list(Attendance.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        facts_of({"attendances": keys * 3})


# Who reads it


def page(certificate):
    return reverse("certificate_evidence", args=[certificate.number])


def test_its_holder_reads_it(owner, certificate):
    shown = owner.get(page(certificate)).content.decode().replace(NBSP, " ")

    assert SAID in shown
    assert f'href="{page(certificate)}"' in owner.get(reverse("my_certificates")).content.decode()


def test_so_does_the_administrator_beside_the_facts(admin, certificate):
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode().replace(NBSP, " ")

    assert "What was asked" in shown
    assert SAID in shown


@pytest.mark.parametrize("role", [None, "participant", COORDINATORS])
def test_nobody_else_does_and_the_public_page_says_nothing_of_it(client, certificate, role):
    if role:
        sign_in(client, role)

    assert client.get(page(certificate)).status_code == (404 if role else 302)
    public = client.get(reverse("verify_number", args=[certificate.number])).content.decode()
    assert "1 h 30 min" not in public.replace(NBSP, " ")
    assert page(certificate) not in public
