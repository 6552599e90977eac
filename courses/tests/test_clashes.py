"""A cohort cannot be in two places: said in words before a session is moved or a new one is made."""

import pytest
from django.utils import translation

from courses.models import CohortSession
from webinars.clashes import clashes_of, planned
from webinars.models import Session
from webinars.tests.factories import make_event, make_session

from .factories import make_cohort

pytestmark = pytest.mark.django_db


def reasons(session):
    with translation.override("en"):
        return [clash.reason for clash in clashes_of([planned(session)])]


@pytest.fixture
def programme():
    """(cohort, its two sessions at the same time)."""
    cohort, sessions = make_cohort(), [make_session(event=make_event(title=title)) for title in ("Один", "Два")]
    for session in sessions:
        CohortSession.objects.create(cohort=cohort, session=session)
    return cohort, sessions


def test_a_session_clashes_with_another_one_of_its_cohort(programme):
    cohort, (first, _second) = programme

    (reason,) = reasons(first)

    assert reason.startswith(f"{cohort}: expected at “Два” at that time")


def test_a_new_session_of_an_event_is_expected_by_the_cohorts_of_its_other_sessions(programme):
    cohort, (first, _second) = programme
    new = Session(event=first.event, starts_at=first.starts_at, ends_at=first.ends_at)

    assert len([reason for reason in reasons(new) if str(cohort) in reason]) == 2  # its event's own, and the other
    CohortSession.objects.all().delete()
    assert [reason for reason in reasons(new) if str(cohort) in reason] == []


def test_a_cancelled_cohort_is_expected_nowhere(programme):
    cohort, (first, _second) = programme
    cohort.state = "cancelled"
    cohort.save()

    assert reasons(first) == []
