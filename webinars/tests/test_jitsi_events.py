"""Properties of reading event sync: what was said counts, not when or how often it was said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webinars.intervals import clipped, merge
from webinars.sources.jitsi_events import RoomLog

from .prosody import created, destroyed, joined, left, occupant

START = int(datetime(2027, 3, 28, 0, tzinfo=UTC).timestamp())  # the night the clocks of Kyiv go forward
LENGTH = 7200
ROOM = "room"
ZERO = timedelta(0)

seconds = st.integers(min_value=-600, max_value=LENGTH + 600)
histories = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["", "side"]), st.tuples(seconds, seconds).map(sorted)),
    max_size=8,
    unique_by=lambda stay: (stay[0], stay[2][0]),
)


def told(history, *, silent=()):
    """Everything the server says of ``history``: each stay (who, where, from, to) twice over; ``silent`` ones once."""
    messages = [("room/created", created(ROOM, START - 700))]
    everybody = []
    for number, (who, breakout, (start, end)) in enumerate(history):
        where = {"breakout_room_id": breakout, "is_breakout": True} if breakout else {}
        jid = f"{who}@meet.test/{who}"
        whole = occupant(f"person-{who}", START + start, START + end, jid=jid)
        messages.append(("occupant/joined", joined(ROOM, occupant(f"person-{who}", START + start, jid=jid)) | where))
        if number not in silent or breakout:
            messages.append(("occupant/left", left(ROOM, whole) | where))
        if not breakout:
            everybody.append(whole)
    return [*messages, ("room/destroyed", destroyed(ROOM, START - 700, START + LENGTH + 700, everybody))]


def stays(messages):
    log = RoomLog()
    for kind, payload in messages:
        log.add(kind, payload)
    return log.stays()


def seconds_of(found):
    """Seconds inside the session for each person."""
    starts, ends = datetime.fromtimestamp(START, UTC), datetime.fromtimestamp(START + LENGTH, UTC)
    people = {stay.identity for stay in found}
    spans = {who: merge((s.joined_at, s.left_at) for s in found if s.identity == who) for who in people}
    return {who: sum((b - a for a, b in clipped(rows, starts, ends)), ZERO) for who, rows in spans.items()}


@given(histories, st.randoms())
def test_order_and_repetition_do_not_matter(history, chance):
    messages = told(history)
    again = messages * 2
    chance.shuffle(again)

    assert stays(again) == stays(messages)


@given(histories, st.sets(st.integers(min_value=0, max_value=8)), st.randoms())
def test_a_lost_farewell_is_made_good_by_the_list_of_all(history, silent, chance):
    messages = told(history, silent=silent)
    chance.shuffle(messages)

    assert stays(messages) == stays(told(history))


@given(histories)
def test_lost_greetings_do_not_matter_where_the_farewell_came(history):
    heard = [message for message in told(history) if message[0] != "occupant/joined"]

    assert stays(heard) == stays(told(history))


@given(histories)
def test_nobody_is_there_longer_than_the_session(history):
    for time in seconds_of(stays(told(history))).values():
        assert ZERO <= time <= timedelta(seconds=LENGTH)


@given(histories, histories)
def test_more_stays_never_lower_anybodys_time(history, more):
    known = {(who, span[0]) for who, _where, span in history}
    more = [stay for stay in more if (stay[0], stay[2][0]) not in known]
    before, after = seconds_of(stays(told(history))), seconds_of(stays(told([*history, *more])))

    assert all(after[who] >= time for who, time in before.items())


@given(histories, st.integers(min_value=1, max_value=LENGTH))
def test_a_stay_cut_in_two_by_a_reconnect_is_as_long(history, cut):
    whole = [("z", "", [0, LENGTH])]
    halves = [("z", "", [0, cut]), ("z", "", [cut, LENGTH])]

    assert seconds_of(stays(told([*history, *halves]))) == seconds_of(stays(told([*history, *whole])))


@given(histories, st.data())
def test_a_server_that_fell_silent_adds_nothing_after_its_last_word(history, data):
    """Only greetings arrive: then nobody is said to have stayed past the last thing that was heard."""
    heard = [message for message in told(history) if message[0] == "occupant/joined"]
    kept = data.draw(st.lists(st.sampled_from(heard), max_size=8)) if heard else []
    last = max((message[1]["occupant"]["joined_at"] for message in kept), default=0)

    assert all(stay.joined_at <= stay.left_at <= datetime.fromtimestamp(last, UTC) for stay in stays(kept))
