"""Who has earned a certificate."""

from datetime import timedelta

import pytest

from certificates.exceptions import CertificateRefused
from certificates.models import Certificate, CertificateRule
from certificates.rules import has_earned, issue_by_rule
from courses.models import Enrollment
from webinars.attendance import mark_on_sheet, unmark_on_sheet
from webinars.models import Session
from webinars.scheduling import cancel, schedule

from .conftest import NOON


def another(event, days):
    starts = NOON - timedelta(days=days)
    session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1))
    return schedule(session=session, by=None, now=starts - timedelta(days=7))


def rule_of(event, template, least=0):
    return CertificateRule.objects.create(event=event, template=template, min_sessions=least)


def attend(person, *sessions):
    for session in sessions:
        mark_on_sheet(session=session, person=person, by=None, now=NOON)


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


def test_each_rule_issues_its_own_certificate(olena, course, event, course_rule, template):
    by_course = issue_by_rule(rule=course_rule, person=olena, cohort=None, now=NOON)
    by_event = issue_by_rule(rule=rule_of(event, template), person=olena, cohort=None, now=NOON)

    assert (by_course.course, by_course.event) == (course, None)
    assert (by_event.course, by_event.event) == (None, event)


def test_a_rule_refuses_what_cannot_be_printed(olena, course_rule):
    olena.legal_name = "🌻"

    with pytest.raises(CertificateRefused, match="🌻"):
        issue_by_rule(rule=course_rule, person=olena, cohort=None, now=NOON)
