"""The demonstration: a rule that changed after a session was decided by it."""

from datetime import timedelta

import pytest

from home.demo.rules import change_a_rule
from webinars.attendance import decide
from webinars.recomputing import decided_by_older, forecast
from webinars.tests.factories import NOON, make_person, make_session


@pytest.mark.django_db
def test_a_changed_rule_waits_for_somebody_to_look_at_what_it_changes():
    session, person, now = make_session(starts_at=NOON), make_person(), NOON + timedelta(hours=3)
    session.registrations.create(person=person, created_at=NOON)
    times = {"started_at": NOON + timedelta(minutes=10), "ended_at": session.ends_at}
    session.intervals.create(person=person, source="room", **times)
    decide(session=session, now=now)

    change_a_rule(staff=make_person(), now=now)

    assert [change.becomes for change in forecast(decided_by_older(session.event)).changes] == ["came late"]
