"""Self check-in by the verbs: when it is open, what one's word is recorded as, and what it weighs by each rule."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from webinars.attendance import decide, mark_on_sheet
from webinars.check_in import take_back
from webinars.exceptions import CheckInRefused, NotRegistered
from webinars.models import AttendanceRule, Board
from webinars.overviews import entries_of
from webinars.report import lines_of
from webinars.rules import Seen, Terms, judge
from webinars.scheduling import reschedule
from webinars.self_check_in import close_window, open_in, open_window, own_words, say_here

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen, spans, statuses
from .test_concurrency import at_once
from .test_recomputing import change, level
from .test_rules import LENGTH, at, span, timed
from .test_rules import spans as many_spans

AFTER = NOON + minutes(131)
WEIGHTS = st.sampled_from(["counts", "beside", "never"])


@pytest.fixture
def session(db):
    """From noon on, for 100 minutes: a minute is a percent."""
    return make_session(starts_at=NOON, minutes=100, host=make_person(name="Тарас Бондар"))


def opened(session, *, at=0, minutes=10):
    moment = NOON + timedelta(minutes=at)
    return open_window(session=session, minutes=minutes, by=session.host, now=moment)


def said(session, person, *, at=5):
    return say_here(person=person, session=session, now=NOON + minutes(at))


def test_ones_word_is_recorded_from_then_on_as_ones_own_and_once(session):
    person = registered(session)
    window = opened(session)

    interval = said(session, person, at=5)

    assert (interval.source, spans(session)) == ("self", [(5, 100)])
    assert interval.reference == f"window {window.pk}, person {person.public_id}"
    assert said(session, person, at=8) == interval
    assert said(session, person, at=60) == interval  # it is closed, and nothing is new


@pytest.mark.parametrize("moment", [-1, 10, 30])
def test_nobody_checks_in_before_or_after_it_is_open(session, moment):
    person = registered(session)
    opened(session)

    with pytest.raises(CheckInRefused, match="not open now"):
        said(session, person, at=moment)

    assert spans(session) == []


def test_only_those_with_a_seat_check_in(session):
    opened(session)
    left = registered(session)
    session.registrations.update(cancelled_at=NOON)

    for person in (make_person(), left, None):
        with pytest.raises(NotRegistered):
            said(session, person)


def test_the_host_opens_it_for_longer_closes_it_and_that_is_logged_and_shown(session):
    assert not Board.objects.filter(session=session).exists()
    opened(session, at=0, minutes=10)
    opened(session, at=5, minutes=10)
    assert session.check_in_windows.count() == 1
    assert open_in(session, now=NOON + minutes(12)).until == NOON + minutes(15)

    close_window(session=session, by=session.host, now=NOON + minutes(13))
    close_window(session=session, by=session.host, now=NOON + minutes(14))

    assert open_in(session, now=NOON + minutes(13)) is None
    assert session.board.version == 3
    actions = ModelLogEntry.objects.filter(action__startswith="webinars.self_check_in").values_list("action", flat=True)
    assert sorted(action.rpartition(".")[2] for action in actions) == ["close", "open", "open"]


def test_it_is_never_open_longer_than_the_session(session):
    assert opened(session, at=95).closes_at == session.ends_at
    with pytest.raises(CheckInRefused):
        opened(session, at=100)
    with pytest.raises(CheckInRefused):
        opened(session, at=-61)
    assert opened(session, at=-60).closes_at == NOON + minutes(-50)


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_of_a_session_that_does_not_take_place_nothing_is_opened(session, state):
    session.state = state
    session.save()

    with pytest.raises(CheckInRefused):
        opened(session)


def test_the_rule_of_the_event_opens_it_with_the_session(session):
    person, other = registered(session), registered(session)
    change(session.event, own_minutes=15)
    make_session(event=session.event, starts_at=NOON + timedelta(days=1))

    with pytest.raises(CheckInRefused):
        said(session, person, at=-1)
    assert said(session, person, at=14).reference == f"rule 2, person {person.public_id}"
    with pytest.raises(CheckInRefused):
        said(session, other, at=15)
    change(session.event, own_minutes=None)
    with pytest.raises(CheckInRefused):
        said(session, other, at=14)


@pytest.mark.parametrize(
    ("own_word", "also_seen", "status"),
    [
        ("counts", False, ("present", 90)),
        ("beside", False, ("absent", 0)),
        ("beside", True, ("present", 90)),
        ("never", True, ("absent", 1)),
    ],
)
def test_the_rule_says_what_it_weighs(session, own_word, also_seen, status):
    person = registered(session)
    if own_word != "beside":  # so it is without anybody's doing
        change(session.event, own_word=own_word)
    opened(session, at=10)
    said(session, person, at=10)
    if also_seen:
        seen(session, person, 10, 11)

    decide(session=session, now=AFTER)

    assert statuses(session) == {person: status}
    (line,) = lines_of(session)
    believed = status[0] == "present"
    assert line.minutes == (90 if believed else status[1])
    assert ("not counted" in line.evidence_text) is not believed
    assert "own word" in line.evidence_text
    (entry,) = entries_of([session])
    assert (entry.line.minutes, entry.line.evidence_text) == (line.minutes, line.evidence_text)


def test_before_the_decision_ones_word_alone_is_shown_and_not_counted(session):
    person = registered(session)
    opened(session)
    said(session, person)

    (entry,) = entries_of([session])

    assert (entry.line.minutes, entry.line.percent) == (0, 0)
    assert entry.line.evidence_text == "self check-in (own word) 12:05–13:40, not counted"


def test_the_hosts_tick_makes_it_count_and_taking_it_back_keeps_it(session):
    person, away = registered(session), registered(session)
    opened(session)
    said(session, person)
    interval = said(session, away)
    take_back(interval=interval, by=session.host, now=NOON + minutes(20))
    mark_on_sheet(session=session, person=person, by=session.host, now=NOON + minutes(20))

    decide(session=session, now=AFTER)

    assert statuses(session) == {person: ("present", 100), away: ("absent", 0)}
    assert (session.intervals.filter(source="self").count(), list(own_words(session))) == (
        2, [session.intervals.get(person=person, source="self")],
    )  # fmt: skip
    assert session.attendances.get(person=away).evidence == []


def test_whom_the_host_took_back_does_not_check_in_again(session):
    person = registered(session)
    opened(session)
    take_back(interval=said(session, person), by=session.host, now=NOON + minutes(7))

    with pytest.raises(CheckInRefused, match="took your check-in back"):
        said(session, person, at=8)

    assert not own_words(session).exists()


def test_after_a_move_it_is_said_anew_and_counts_for_the_new_hours(session):
    person = registered(session)
    opened(session)
    early = said(session, person)
    session = reschedule(session=session, starts_at=NOON + minutes(180), ends_at=NOON + minutes(280), by=None, now=NOON)
    opened(session, at=185)

    word = said(session, person, at=186)

    assert (word.ended_at, list(own_words(session))) == (session.ends_at, [word])
    early.refresh_from_db()
    assert early.withdrawn_at == NOON + minutes(186)
    assert said(session, person, at=187) == word


def test_a_session_that_goes_on_for_longer_keeps_the_time_since_the_first_word(session):
    person = registered(session)
    opened(session)
    said(session, person)
    longer = NOON + minutes(LENGTH + 20)
    session = reschedule(session=session, starts_at=NOON, ends_at=longer, by=None, now=NOON + minutes(90))
    opened(session, at=94)

    word = said(session, person, at=95)

    assert (word.started_at, word.ended_at) == (NOON + minutes(5), longer)
    assert list(own_words(session)) == [word]


def test_the_hosts_no_outlasts_a_later_end(session):
    person = registered(session)
    opened(session)
    take_back(interval=said(session, person), by=session.host, now=NOON + minutes(7))
    end = session.ends_at + minutes(1)
    session = reschedule(session=session, starts_at=NOON, ends_at=end, by=None, now=NOON + minutes(8))

    with pytest.raises(CheckInRefused, match="took your check-in back"):
        said(session, person, at=9)


def test_a_session_that_moves_there_and_back_takes_no_word_for_taken_back(session):
    person = registered(session)
    opened(session)
    said(session, person)
    for hours in (180, 0):
        start = NOON + minutes(hours)
        session = reschedule(session=session, starts_at=start, ends_at=start + minutes(100), by=None, now=NOON)
        opened(session, at=hours + 5)
        assert said(session, person, at=hours + 6).ended_at == session.ends_at


@pytest.mark.parametrize("others", [(5, 5), (-10, 0), (LENGTH, LENGTH + 9)])
def test_to_be_seen_for_no_time_confirms_no_word(others):
    assert verdict([others], [(5, LENGTH)], "beside").status == "absent"


def test_a_version_that_weighs_it_otherwise_is_another_rule(session):
    assert Terms().text == "60"
    assert Terms(own_word="counts").text == "60,self"
    assert Terms(own_word="never").text == "60,self!"
    assert AttendanceRule(event=session.event).terms == Terms()


def verdict(others, own, own_word):
    """What the rule says of who was seen in ``others`` and said so themselves in ``own``."""
    rows = [Seen("room", *pair) for pair in timed(others)] + [Seen("self", *pair) for pair in timed(own)]
    return judge(rows, starts=at(0), ends=at(LENGTH), terms=Terms(own_word=own_word))


@given(many_spans, many_spans, span, st.booleans(), WEIGHTS)
def test_more_evidence_lowers_nobody_whatever_ones_word_weighs(others, own, more, of_own, own_word):
    before = verdict(others, own, own_word)
    after = verdict(*((others, [*own, more]) if of_own else ([*others, more], own)), own_word)

    assert level(after) >= level(before)
    assert before.percent <= after.percent <= 100


@given(many_spans, many_spans)
def test_ones_word_never_weighs_more_than_being_seen(others, own):
    found = [verdict(others, own, own_word) for own_word in ("never", "beside", "counts")]

    assert found[0].percent == verdict(others, [], "counts").percent
    assert found[2].percent == verdict([*others, *own], [], "counts").percent
    assert found[0].percent <= found[1].percent <= found[2].percent


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_and_the_host_closing_it_is_once_or_not_at_all():
    session = make_session(starts_at=NOON, minutes=100, host=make_person())
    person, moment = registered(session), NOON + minutes(5)
    opened(session)

    at_once(*[lambda: say_here(person=person, session=session, now=moment)] * 3)
    at_once(*[lambda: opened(session, at=6)] * 3)

    assert spans(session) == [(5, 100)]
    assert session.check_in_windows.count() == 1
