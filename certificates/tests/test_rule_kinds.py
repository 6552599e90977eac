"""Rules of every kind: a series, a share of the time, a quiz, and thanks to those who made something."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from certificates.giving import give
from certificates.models import Certificate, CertificateRule, PendingCertificate
from certificates.problems import words
from certificates.rules import candidates, judge
from certificates.run_work import settle_some
from certificates.runs import approve, foretell, plan
from conferences.releasing import release
from conferences.tests.factories import NINE, make_item, make_programme, make_speaker
from content.models import Speaker
from courses.enrollment import enroll
from courses.models import Enrollment, GradeOverride, ModulePage, QuizAttempt
from courses.quizzes import finish_attempt, save_answer, start_attempt
from courses.tests.factories import make_quiz
from people.models import Membership, Organization, Person, User
from webinars.attendance import mark_on_sheet
from webinars.models import Session
from webinars.tests.factories import make_session, make_weeks

from .conftest import NOON

LATER = NOON + timedelta(days=60)  # after the forum too


def rule_of(template, **fields):
    return CertificateRule.objects.create(template=template, **fields)


def verdict(rule, one, *, now=NOON):
    return judge(rule=rule, people=[one.pk], now=now)[one.pk]


def said(rule, one, *, now=NOON):
    found = verdict(rule, one, now=now)
    return found.problem, found.facts


def attend(person, *sessions):
    for session in sessions:
        mark_on_sheet(session=session, person=person, by=None, now=session.ends_at)


@pytest.fixture
def taras(db):
    return Person.objects.create(legal_name="Тарас Гнатюк", display_name="Тарас")


# A series


@pytest.fixture
def weeks(event):
    """Four Tuesdays of an hour and a half; the last a week ago."""
    return make_weeks(event=event)


def test_a_series_is_earned_by_so_many_of_its_dates(olena, event, weeks, session, template):
    rule = rule_of(template, event=event, series=weeks[0].series, min_sessions=2)
    attend(olena, session, weeks[0])  # the first is of the event, but not of the series
    once = said(rule, olena)
    attend(olena, weeks[1])

    assert once == ("sessions", {"done": 1, "asked": 2})
    assert verdict(rule, olena).evidence["of"] == 4
    assert rule.kind == CertificateRule.Kind.SERIES


@pytest.mark.parametrize(("hours", "problem"), [(4, ""), (5, "hours")])
def test_a_series_is_earned_by_hours(olena, event, weeks, template, hours, problem):
    attend(olena, *weeks[:3])

    assert verdict(rule_of(template, event=event, series=weeks[0].series, min_hours=hours), olena).problem == problem


def test_every_date_is_asked_for_where_the_rule_counts_nothing_and_none_may_follow(olena, event, weeks, template):
    rule = rule_of(template, event=event, series=weeks[0].series)
    attend(olena, *weeks[:3])

    assert said(rule, olena) == ("sessions", {"done": 3, "asked": 4})
    attend(olena, weeks[3])
    assert verdict(rule, olena, now=weeks[3].ends_at).problem == "too_early"
    assert verdict(rule, olena).earned


def test_a_series_and_its_event_are_certified_apart(olena, event, weeks, template):
    of_series = rule_of(template, event=event, series=weeks[0].series, min_sessions=1)
    of_event = rule_of(template, event=event, min_sessions=1)

    attend(olena, weeks[0])

    certificates = {certificate.series: certificate for certificate in Certificate.objects.all()}
    assert set(certificates) == {weeks[0].series, None}
    assert certificates[None].evidence["rule"]["pk"] == of_event.pk
    assert certificates[weeks[0].series].evidence["rule"]["pk"] == of_series.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        again = certificates[weeks[0].series]
        again.pk, again.number = None, "0000-0000-0000"
        again.save(force_insert=True)


# A conference


def test_days_hours_and_share_of_a_conference(olena, template):
    programme = make_programme()
    event = programme.event
    second = make_session(event=event, starts_at=NINE + timedelta(days=1), minutes=9 * 60)
    attend(olena, *event.sessions.exclude(pk=second.pk))  # both rooms of the first day
    rule = rule_of(template, event=event, min_percent=50)

    def asks(**least):
        CertificateRule.objects.filter(pk=rule.pk).update(**{"min_percent": 0, "min_days": 0, "min_hours": 0, **least})
        return said(CertificateRule.objects.get(pk=rule.pk), olena, now=LATER)

    assert asks(min_percent=50) == ("", {})
    assert asks(min_percent=51) == ("percent", {"done": 50, "asked": 51})
    assert asks(min_hours=10) == ("hours", {"done": "9", "asked": 10})
    assert asks(min_days=2) == ("days", {"done": 1, "asked": 2})
    CertificateRule.objects.filter(pk=rule.pk).update(min_days=0, min_percent=50)
    assert said(CertificateRule.objects.get(pk=rule.pk), olena, now=second.ends_at) == ("too_early", {})


# A quiz


@pytest.fixture
def quiz(course):
    return make_quiz(ModulePage.objects.child_of(course).get(), pass_percent=50)


def attempt(person, quiz, score, *, number=1, passed=False):
    return QuizAttempt.objects.create(
        person=person, quiz=quiz, number=number, snapshot=[], pass_percent=50, started_at=NOON, finished_at=NOON,
        score=score, max_score=Decimal(10), passed=passed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "least", "found"),
    [
        ([], 0, ("not_tried", {})),
        ([None], 0, ("waits_for_mark", {})),
        ([4], 0, ("mark", {"done": "40", "asked": 50})),
        ([4, 5], 0, ("", {})),
        ([5], 80, ("mark", {"done": "50", "asked": 80})),
        ([9, 5], 80, ("", {})),
    ],
)
def test_a_quiz_is_earned_by_its_pass_mark_or_the_rules(olena, course, quiz, template, scores, least, found):
    for number, score in enumerate(scores, 1):
        attempt(olena, quiz, score, number=number, passed=score is not None and score >= 5)

    assert said(rule_of(template, course=course, quiz=quiz, min_mark=least), olena) == found


def test_the_mark_is_that_of_the_gradebook(olena, course, quiz, template):
    attempt(olena, quiz, 4)
    by = User.objects.create_user("trainer@example.org")
    GradeOverride.objects.create(item=quiz, person=olena, percent=90, reason="Усно", by=by, at=NOON)

    evidence = verdict(rule_of(template, course=course, quiz=quiz, min_mark=80), olena).evidence

    assert (evidence["mark"], evidence["by_trainer"]) == ("90", True)


def test_passing_the_quiz_brings_its_certificate_once_and_completing_the_course_another(
    olena, course, course_rule, cohort, quiz, template
):
    rule_of(template, course=course, quiz=quiz)
    enroll(person=olena, cohort=cohort, now=NOON)
    for _again in range(2):
        trial = start_attempt(person=olena, quiz=quiz, now=NOON)
        for position, given in enumerate(([0], [0, 1])):
            save_answer(attempt=trial, position=position, given=given, now=NOON)
        finish_attempt(attempt=trial, now=NOON)

    certificate = Certificate.objects.get()
    assert (certificate.quiz.pk, certificate.subject) == (quiz.pk, "Бюджет громади: Перевірте себе")
    assert certificate.statement["details"][0].endswith("100 %")
    assert len(certificate.evidence["tried"]) == 1
    assert not PendingCertificate.objects.exists()


def test_failing_the_quiz_brings_none_and_leaves_nothing_waiting(olena, course, cohort, quiz, template):
    rule_of(template, course=course, quiz=quiz)
    enroll(person=olena, cohort=cohort, now=NOON)
    finish_attempt(attempt=start_attempt(person=olena, quiz=quiz, now=NOON), now=NOON)

    assert not Certificate.objects.exists()
    assert not PendingCertificate.objects.exists()


# Thanks


def test_speakers_are_those_of_the_released_programme(olena, taras, template):
    programme = make_programme()
    card = Speaker.objects.create(name="О.", slug="olena", person=olena)
    make_item(programme, room=programme.rooms.first(), at=0, title="Бюджет участі", speakers=[card])
    release(programme=programme, by=None, now=NOON)
    late = Speaker.objects.create(name="Т.", slug="taras", person=taras)
    make_item(programme, room=programme.rooms.first(), at=60, speakers=[late, make_speaker()])  # planned, not released
    rule = rule_of(template, event=programme.event, role="speaker")

    assert set(candidates(rule=rule)) == {olena}
    assert said(rule, olena, now=NOON) == ("too_early", {})
    assert said(rule, taras, now=LATER) == ("not_speaker", {})
    certificate = give(rule=rule, holder=olena, now=LATER, evidence=verdict(rule, olena, now=LATER).evidence)
    assert "Бюджет участі" in certificate.statement["details"][-1]


def test_organizers_are_those_whom_the_rule_names_and_each_role_has_its_own(
    olena, taras, event, session, template, settings
):
    Session.objects.update(host=olena)
    thanks = [rule_of(template, event=event, role=role) for role in ("organizer", "trainer")]
    thanks[0].organizers.add(olena)
    now = NOON + timedelta(days=2)

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for rule in thanks:
        settle_some(run=approve(run=plan(rule=rule, by=None, now=now), by=None, now=now), now=now)

    assert set(Certificate.objects.values_list("role", "person")) == {("organizer", olena.pk), ("trainer", olena.pk)}
    assert said(thanks[0], taras, now=now) == ("not_organizer", {})
    hosted = Certificate.objects.get(role="trainer").evidence["hosted_at"]
    assert [row["title"] for row in hosted] == ["Пишемо пропозицію"]


# Foretelling


def test_a_rule_is_foretold_in_the_readers_language_and_writes_nothing(olena, taras, event, weeks, template):
    rule = rule_of(template, event=event, series=weeks[0].series, min_sessions=1, active=False)
    attend(olena, weeks[0])
    attend(taras, weeks[0])
    CertificateRule.objects.update(min_sessions=2)
    attend(olena, weeks[1])
    rule.refresh_from_db()

    rows = {row.person: row for row in foretell(rule=rule, now=NOON)}

    assert {person: row.outcome for person, row in rows.items()} == {olena: "to_issue", taras: "not_due"}
    with override("en"):
        assert rows[taras].reason == "Attended sessions: 1 of 2."
    assert not any(row.pk for row in rows.values())
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("code", ["percent", "mark", "people", "hours"])
def test_every_reason_is_said_with_its_numbers(code):
    with override("en"):
        assert "7" in words(code, {"done": 7, "asked": 9})


@pytest.mark.parametrize("kind", ["series", "quiz", "organization"])
def test_judging_many_takes_as_many_queries_as_one(
    request, olena, taras, event, course, cohort, template, kind, django_assert_num_queries
):
    people = [olena, taras, *(Person.objects.create(legal_name=f"Особа {n}", display_name="О.") for n in range(2))]
    if kind == "series":
        weeks = request.getfixturevalue("weeks")
        rule, cost = rule_of(template, event=event, series=weeks[0].series, min_sessions=1), 2
        for person in people:
            attend(person, weeks[0])
    elif kind == "quiz":
        rule, cost = rule_of(template, course=course, quiz=request.getfixturevalue("quiz")), 4
        for person in people:
            attempt(person, rule.quiz, 9, passed=True)
    else:
        rule, cost = rule_of(template, course=course, role="organization", min_people=1), 2
        for number, person in enumerate(people):
            Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
            organization = Organization.objects.create(name=f"Спілка {number}", region="UA-32")
            Membership.objects.create(person=person, organization=organization)
        people = list(Organization.objects.all())

    for keys in ([people[0].pk], [one.pk for one in people]):
        with django_assert_num_queries(cost):
            assert all(found.earned for found in judge(rule=rule, people=keys, now=NOON).values())
