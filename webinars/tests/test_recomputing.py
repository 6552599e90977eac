"""Versions of the rule, and deciding anew: shown first, carried out as shown, and by planners alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from webinars.attendance import correct, decide, mark_on_sheet
from webinars.exceptions import AttendanceRefused
from webinars.models import Attendance
from webinars.recomputing import decide_anew, decided_by_older, forecast
from webinars.rule_versions import change_rule, newest_rule
from webinars.rules import Terms

from .factories import NOON, make_event, make_person, make_session
from .presence import minutes, registered, seen, statuses
from .test_concurrency import at_once
from .test_rules import span, spans, verdict_by

AFTER = NOON + minutes(131)
USUAL = {"needed": 60, "unit": "percent", "grace": 3, "late_after": None, "late_counts": True}
USUAL |= {"early_before": None, "early_counts": True, "own_word": "beside", "own_minutes": None}
ORDER = [("absent", True), ("excused", True), ("late", False), ("left_early", False), ("late", True)]
ORDER += [("left_early", True), ("present", True)]
LEVEL = [0, 1, 2, 2, 3, 3, 4]

terms = st.builds(
    Terms,
    needed=st.integers(0, 100),
    in_minutes=st.booleans(),
    late_after=st.none() | st.integers(0, 60),
    late_counts=st.booleans(),
    early_before=st.none() | st.integers(0, 60),
    early_counts=st.booleans(),
    own_word=st.sampled_from(["counts", "beside", "never"]),
)


def level(found):
    return LEVEL[ORDER.index((found.status, found.counts))]


def change(event, *, by=None, **terms):
    seen = newest_rule(event.pk).number
    words = {"reason": "Так домовилися", "by": by or make_person(), "now": NOON}
    return change_rule(event=event, terms={**USUAL, **terms}, seen=seen, **words)


@pytest.fixture
def session(db):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100)


@settings(max_examples=60)
@given(spans, span, spans, terms)
def test_more_evidence_and_outages_lower_nobody_by_any_rule(given_spans, more, outages, asked):
    before = verdict_by(given_spans, outages=outages, terms=asked)

    assert level(verdict_by([*given_spans, more], outages=outages, terms=asked)) >= level(before)
    assert level(before) >= level(verdict_by(given_spans, terms=asked))


@pytest.mark.parametrize(
    ("stay", "asked", "found"),
    [
        ((11, 100), Terms(late_after=10), ("late", True)),
        ((10, 100), Terms(late_after=10), ("present", True)),
        ((11, 100), Terms(late_after=10, late_counts=False), ("late", False)),
        ((0, 84), Terms(early_before=15), ("left_early", True)),
        ((20, 80), Terms(late_after=10, early_before=10, early_counts=False), ("left_early", False)),
        ((45, 100), Terms(late_after=10), ("absent", True)),
        ((0, 45), Terms(needed=45, in_minutes=True), ("present", True)),
        ((0, 44), Terms(needed=45, in_minutes=True), ("absent", True)),
        ((0, 100), Terms(needed=300, in_minutes=True), ("present", True)),
    ],
)
def test_late_early_and_minutes(stay, asked, found):
    judged = verdict_by([stay], terms=asked)

    assert (judged.status, judged.counts) == found


def test_a_power_cut_at_the_start_makes_nobody_late():
    found = verdict_by([(30, 100)], outages=[(0, 28)], terms=Terms(late_after=10))

    assert (found.status, found.rule) == ("present", "share-2:60,late10")


def test_a_new_version_touches_nothing_decided_and_later_evidence_keeps_the_old_one(session):
    person, other = registered(session), registered(session)
    seen(session, person, 0, 70)
    decide(session=session, now=AFTER)

    change(session.event, needed=80)
    mark_on_sheet(session=session, person=other, by=make_person(), now=AFTER)

    assert statuses(session) == {person: ("present", 70), other: ("present", 100)}
    assert {row.rule_version.number for row in session.attendances.all()} == {1}
    fresh = make_session(event=session.event, starts_at=NOON, minutes=100)
    decide(session=fresh, now=AFTER)
    assert fresh.attendances.count() == 0
    assert list(decided_by_older(session.event)) == [session]


def test_what_was_shown_is_carried_out_and_who_is_not_credited_any_more_counts_no_longer(session):
    person, overruled, planner = registered(session), registered(session), make_person()
    for one in (person, overruled):
        seen(session, one, 20, 100)
    decide(session=session, now=AFTER)
    row = session.attendances.get(person=overruled)
    correct(attendance=row, status="present", reason="Приїхав автобусом", by=planner, now=AFTER)
    change(session.event, late_after=10, late_counts=False)

    foreseen = forecast(decided_by_older(session.event))
    assert [(row.person, row.was, row.becomes) for row in foreseen.shown] == [
        (person, "present", "came late, not credited")
    ]
    decide_anew(sessions=foreseen.sessions, digest=foreseen.digest, by=planner, now=AFTER)

    attendance = session.attendances.get(person=person)
    assert (attendance.status, attendance.is_credited, attendance.rule_version.number) == ("late", False, 2)
    assert [row.person for row in Attendance.objects.credited()] == [overruled]
    assert list(decided_by_older(session.event)) == []
    assert ModelLogEntry.objects.get(action="webinars.attendance.anew").data == {"version": 2, "changed": 1}


def test_what_is_another_by_now_is_refused_and_writes_nothing(session):
    person, planner = registered(session), make_person()
    seen(session, person, 0, 70)
    decide(session=session, now=AFTER)
    change(session.event, needed=80)
    foreseen = forecast(decided_by_older(session.event))
    seen(session, person, 70, 75)  # the status would be the same; the figure is not what was shown

    with pytest.raises(AttendanceRefused):
        decide_anew(sessions=foreseen.sessions, digest=foreseen.digest, by=planner, now=AFTER)

    assert statuses(session) == {person: ("present", 70)}


@pytest.mark.parametrize("wrong", [{"seen": 7}, {"reason": " "}, {"terms": USUAL}])
def test_a_version_is_made_once_with_a_reason_and_a_difference(session, wrong):
    asked = {"terms": {**USUAL, "needed": 50}, "seen": 1, "reason": "Так домовилися", **wrong}

    with pytest.raises(AttendanceRefused):
        change_rule(event=session.event, by=make_person(), now=NOON, **asked)


def test_planners_alone_see_and_change_the_rule(client, signed_in, session):
    address = f"/t/rules/{session.event_id}/"
    host = make_person()
    session.host = host
    session.save()
    assert client.get(address).status_code == 302
    for method, where in [(client.get, address), (client.post, address), (client.post, f"{address}decide/")]:
        signed_in(host)
        assert method(where).status_code == 403

    planner = signed_in(make_person(), "change_session")
    form = {**USUAL, "early_before": "", "own_minutes": "", "seen": "1", "reason": "Домовленість"}
    form |= {"late_after": "10", "needed": "101"}
    assert planner.post(address, form).status_code == 422
    assert planner.post(address, {**form, "needed": "70"}).status_code == 302
    assert newest_rule(session.event_id).terms == Terms(needed=70, late_after=10)
    assert planner.post(address, {**form, "needed": "50"}).status_code == 422
    assert planner.get(f"{address}decide/").status_code == 405
    assert planner.get("/t/rules/0/").status_code == 404


def test_the_page_shows_what_would_change_and_its_button_does_it(signed_in, session):
    person = registered(session)
    seen(session, person, 0, 70)
    decide(session=session, now=AFTER)
    change(session.event, needed=80)
    client, address = signed_in(make_person(), "change_session"), f"/t/rules/{session.event_id}/"
    digest = client.get(address).context["forecast"].digest

    client.post(f"{address}decide/", {"digest": "x"})
    assert statuses(session) == {person: ("present", 70)}
    client.post(f"{address}decide/", {"digest": digest})

    assert statuses(session) == {person: ("absent", 70)}
    assert client.get(address).context["forecast"].sessions == []


@pytest.mark.django_db
def test_the_page_costs_nothing_for_each_person(signed_in):
    session = make_session(event=make_event(), starts_at=NOON, minutes=100)
    client, address = signed_in(make_person(), "change_session"), f"/t/rules/{session.event_id}/"

    def queries():
        decide(session=session, now=AFTER)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    seen(session, registered(session), 0, 70)
    decide(session=session, now=AFTER)
    session.refresh_from_db()
    change(session.event, needed=80)
    queries()
    alone = queries()
    for _more in range(2):
        seen(session, registered(session), 0, 70)
    assert queries() == alone


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_correction_during_recomputation_stays():
    session, planner = make_session(starts_at=NOON, minutes=100), make_person()
    person = registered(session)
    seen(session, person, 0, 70)
    decide(session=session, now=AFTER)
    change(session.event, needed=80, by=planner)
    foreseen, row = forecast(decided_by_older(session.event)), session.attendances.get()

    def anew():
        try:
            decide_anew(sessions=foreseen.sessions, digest=foreseen.digest, by=planner, now=AFTER)
        except AttendanceRefused:
            return "refused"  # the correction came first, so what was shown is not true any more

    at_once(anew, lambda: correct(attendance=row, status="excused", reason="Хвороба", by=planner, now=AFTER))

    row.refresh_from_db()
    assert (row.status, row.reason, row.corrected_by) == ("excused", "Хвороба", planner)
