"""Who has earned a certificate."""

from datetime import timedelta

import pytest

from certificates.exceptions import CertificateRefused
from certificates.giving import give
from certificates.models import Certificate, CertificateRule
from certificates.rules import QUIET, candidates, judge
from content.models import Speaker
from courses.models import Enrollment
from courses.models.pages import CourseTrainer
from people.models import Person
from webinars.attendance import mark_on_sheet, unmark_on_sheet
from webinars.models import Session
from webinars.models.pages import EventSpeaker
from webinars.scheduling import cancel, schedule

from .conftest import NOON, complete

OVER = NOON + timedelta(days=2)  # a day after the last session, at the least


def has_earned(*, rule, person, now=OVER):
    return verdict(rule, person, now=now).earned


def verdict(rule, person, *, now=OVER):
    return judge(rule=rule, people=[person.pk], now=now)[person.pk]


def another(event, days):
    starts = NOON - timedelta(days=days)
    session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1))
    return schedule(session=session, by=None, now=starts - timedelta(days=7))


def rule_of(event, template, least=0, **asks):
    return CertificateRule.objects.create(event=event, template=template, min_sessions=least, **asks)


def attend(person, *sessions):
    for session in sessions:
        mark_on_sheet(session=session, person=person, by=None, now=OVER)


def test_a_course_is_earned_by_completing_it(olena, cohort, course_rule):
    enrollment = Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON)
    before = has_earned(rule=course_rule, person=olena)
    Enrollment.objects.filter(pk=enrollment.pk).update(completed_at=NOON)

    assert (before, has_earned(rule=course_rule, person=olena)) == (False, True)


@pytest.mark.parametrize(("least", "attended", "earned"), [(0, 2, False), (0, 3, True), (2, 1, False), (2, 2, True)])
def test_an_event_is_earned_by_enough_of_its_sessions(olena, event, session, template, least, attended, earned):
    sessions = [session, another(event, 2), another(event, 3)]
    attend(olena, *sessions[:attended])

    assert has_earned(rule=rule_of(event, template, least), person=olena) is earned


def test_cancelled_sessions_are_not_asked_for(olena, event, session, template):
    later = Session(event=event, starts_at=NOON + timedelta(days=9), ends_at=NOON + timedelta(days=9, hours=1))
    cancel(session=schedule(session=later, by=None, now=NOON), reason="", by=None, now=NOON)
    attend(olena, session)

    assert has_earned(rule=rule_of(event, template), person=olena)


def test_sessions_still_to_come_are(olena, event, session, template):
    later = Session(event=event, starts_at=NOON + timedelta(days=9), ends_at=NOON + timedelta(days=9, hours=1))
    schedule(session=later, by=None, now=NOON)
    attend(olena, session)

    assert not has_earned(rule=rule_of(event, template), person=olena)


def test_an_event_without_sessions_is_earned_by_nobody(olena, event, template):
    assert not has_earned(rule=rule_of(event, template), person=olena)


def test_a_mark_taken_back_does_not_count(olena, event, session, template):
    attend(olena, session)
    Certificate.objects.all().delete()
    unmark_on_sheet(session=session, person=olena, by=None, now=NOON)

    assert not has_earned(rule=rule_of(event, template), person=olena)


def test_day_one_of_an_event_is_not_the_whole_event_while_day_two_may_still_be_announced(
    olena, event, session, template
):
    attend(olena, session)
    rule = rule_of(event, template)
    at_once = verdict(rule, olena, now=NOON)
    second = Session(event=event, starts_at=NOON + timedelta(hours=20), ends_at=NOON + timedelta(hours=22))
    schedule(session=second, by=None, now=NOON)

    assert (at_once.problem, at_once.until) == ("too_early", session.ends_at + QUIET)
    assert verdict(rule, olena).facts == {"done": 1, "asked": 2}
    attend(olena, second)
    assert has_earned(rule=rule, person=olena)


def test_a_day_that_is_planned_and_not_announced_yet_is_waited_for(olena, event, session, template):
    Session.objects.create(
        event=event,
        starts_at=NOON + timedelta(days=30),
        ends_at=NOON + timedelta(days=31),
        created_at=NOON,
        updated_at=NOON,
    )
    attend(olena, session)

    assert verdict(rule_of(event, template), olena).until == NOON + timedelta(days=31) + QUIET


def test_a_number_of_sessions_is_reached_at_once(olena, event, session, template):
    attend(olena, session)

    assert has_earned(rule=rule_of(event, template, 1), person=olena, now=NOON)


@pytest.mark.parametrize(
    ("asks", "found"),
    [
        ({"min_days": 2}, ("", {})),
        ({"min_days": 3}, ("days", {"done": 2, "asked": 3})),
        ({"min_hours": 4}, ("", {})),
        ({"min_hours": 5}, ("hours", {"done": "4", "asked": 5})),
        ({"min_days": 1, "min_hours": 5}, ("hours", {"done": "4", "asked": 5})),
    ],
)
def test_days_and_hours_are_counted_over_the_attended_sessions(olena, event, session, template, asks, found):
    attend(olena, session, another(event, 2), another(event, 2.05))

    said = verdict(rule_of(event, template, **asks), olena)

    assert (said.problem, said.facts, said.earned) == (*found, not found[0])


def test_what_was_earned_says_what_it_rests_on(olena, event, session, template, cohort, course_rule):
    attend(olena, session)
    enrollment = Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON, completed_at=NOON)

    attended = {"attendances": [olena.attendances.get().pk], "sessions": 1, "days": 1, "hours": "2"}
    attended |= {"of": 1, "percent": 100}
    assert verdict(rule_of(event, template), olena).evidence == attended
    assert verdict(course_rule, olena).evidence == {"enrollment": enrollment.pk, "cohort": cohort.pk}


def test_everybody_whom_it_may_concern_is_judged_in_as_many_queries_as_one(
    olena, event, session, template, django_assert_max_num_queries
):
    people = [Person.objects.create(legal_name=f"Особа {number}", display_name="О.") for number in range(3)]
    attend(olena, session)
    attend(people[0], session)
    rule = rule_of(event, template)

    assert set(candidates(rule=rule)) == {olena, people[0]}
    with django_assert_max_num_queries(3):
        said = judge(rule=rule, people=[olena.pk, *(person.pk for person in people)], now=OVER)
    assert [verdict.earned for verdict in said.values()] == [True, True, False, False]


# Trainers


@pytest.fixture
def taras(db):
    return Person.objects.create(legal_name="Тарас Гнатюк", display_name="Тарас")


def test_who_hosts_or_speaks_at_an_event_is_thanked_once_it_is_over(olena, taras, event, session, template):
    Session.objects.update(host=olena)
    EventSpeaker.objects.create(event=event, speaker=Speaker.objects.create(name="Т.", slug="taras", person=taras))
    rule = rule_of(event, template, role="trainer")
    stranger = Person.objects.create(legal_name="Інша", display_name="Інша")

    assert set(candidates(rule=rule)) == {olena, taras}
    assert [has_earned(rule=rule, person=person) for person in (olena, taras, stranger)] == [True, True, False]
    assert verdict(rule, olena, now=NOON).problem == "too_early"
    assert verdict(rule, stranger).problem == "not_trainer"


def test_who_teaches_a_course_is_thanked(taras, course, template):
    CourseTrainer.objects.create(
        course=course, speaker=Speaker.objects.create(name="Тарас", slug="taras", person=taras)
    )
    rule = CertificateRule.objects.create(course=course, template=template, role="trainer")

    assert has_earned(rule=rule, person=taras)
    assert give(rule=rule, holder=taras, now=NOON).statement["details"] == []  # hours of study are the participants'


def test_one_person_may_be_certified_as_trainer_and_as_participant(olena, event, session, template):
    Session.objects.update(host=olena)
    attend(olena, session)
    thanks, participation = rule_of(event, template, role="trainer"), rule_of(event, template)

    first, second = (give(rule=rule, holder=olena, now=OVER) for rule in (thanks, participation))

    assert (first.role, second.role) == ("trainer", "participant")
    assert give(rule=thanks, holder=olena, now=OVER) == first


def test_a_rule_for_trainers_issues_nothing_by_itself(olena, cohort, course, template):
    CertificateRule.objects.create(course=course, template=template, role="trainer")

    complete(olena, cohort)

    assert not Certificate.objects.exists()


# What it gives


def test_each_rule_issues_its_own_certificate(olena, course, event, course_rule, template):
    by_course = give(rule=course_rule, holder=olena, cohort=None, now=NOON)
    by_event = give(rule=rule_of(event, template), holder=olena, now=NOON)

    assert (by_course.course, by_course.event) == (course, None)
    assert (by_event.course, by_event.event) == (None, event)


def test_a_rule_refuses_what_cannot_be_printed(olena, course_rule):
    olena.legal_name = "🌻"

    with pytest.raises(CertificateRefused, match="🌻"):
        give(rule=course_rule, holder=olena, cohort=None, now=NOON)
