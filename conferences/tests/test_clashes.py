"""What stands in the way of a programme, found and said."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.clashes import Clash, Elsewhere, Hours, Kind, Slot, alone, clashes_of
from conferences.planning import clashes_in
from webinars.tests.factories import make_event, make_session

from .factories import NINE, make_item, make_programme, make_speaker

PEOPLE = [("1", "Оксана"), ("2", "Тарас"), ("3", "Роман")]
groups = st.frozensets(st.sampled_from(PEOPLE), max_size=2)
minutes = st.integers(0, 40)


@st.composite
def slots(draw):
    def one(key):
        starts = NINE + timedelta(minutes=draw(minutes))
        ends = starts + timedelta(minutes=draw(st.integers(1, 30)))
        room = draw(st.sampled_from([None, "a", "b", "c"]))
        return Slot(str(key), f"Тема {key}", starts, ends, room, room or "", draw(groups), draw(groups))

    return [one(key) for key in range(draw(st.integers(0, 9)))]


def by_brute_force(plan, hours, elsewhere):
    """Every pair, minute by minute, from the words of the rule."""

    def minutes_of(thing):
        return {NINE + timedelta(minutes=n) for n in range(-60, 180)} & {
            thing.starts_at + timedelta(minutes=n)
            for n in range(int((thing.ends_at - thing.starts_at).total_seconds() // 60))
        }

    found = set()
    for place, first in enumerate(plan):
        for second in plan[place + 1 :]:
            if minutes_of(first) & minutes_of(second):
                pair = frozenset((first.key, second.key))
                if None in (first.room, second.room) or first.room == second.room:
                    found.add((Kind.ROOM, pair, None))
                for person in PEOPLE:
                    speaks = [person in slot.speakers for slot in (first, second)]
                    comes = [person in slot.speakers | slot.moderators for slot in (first, second)]
                    if all(comes):
                        found.add((Kind.SPEAKER if all(speaks) else Kind.MODERATOR, pair, person[1]))
    for slot in plan:
        open_ = [minutes_of(slot) <= minutes_of(hour) for hour in hours if hour.room == slot.room]
        if slot.room and not any(open_):
            found.add((Kind.HOURS, frozenset([slot.key]), None))
        for other in elsewhere:
            if minutes_of(slot) & minutes_of(other):
                found.add((Kind.COHORT, frozenset([slot.key]), other.group))
    return found


@given(slots())
def test_clashes_are_those_that_brute_force_finds(plan):
    hours = [
        Hours("a", NINE, NINE + timedelta(minutes=30)),
        Hours("a", NINE + timedelta(minutes=40), NINE + timedelta(minutes=90)),
        Hours("b", NINE, NINE + timedelta(minutes=90)),
    ]
    elsewhere = [Elsewhere("Потік 4", "Вебінар", NINE + timedelta(minutes=10), NINE + timedelta(minutes=25))]

    found = clashes_of(plan, hours=hours, elsewhere=elsewhere)

    def plain(clash):
        keys = frozenset({clash.slot.key} | ({clash.other.key} if isinstance(clash.other, Slot) else set()))
        subject = clash.subject if clash.kind not in (Kind.ROOM, Kind.HOURS) else None
        return clash.kind, keys, subject

    assert len(found) == len({plain(clash) for clash in found})
    assert {plain(clash) for clash in found} == by_brute_force(plan, hours, elsewhere)


def test_what_ends_when_the_other_begins_does_not_clash():
    first = Slot("1", "А", NINE, NINE + timedelta(minutes=30), "a")
    second = Slot("2", "Б", NINE + timedelta(minutes=30), NINE + timedelta(minutes=60), "a")

    assert clashes_of([second, first], hours=[Hours("a", NINE, NINE + timedelta(hours=2))]) == []


def test_a_closed_room_is_named():
    slot = Slot("1", "А", NINE, NINE + timedelta(minutes=30), "a", "Зала 1")

    assert list(alone(slot, hours=[], elsewhere=[])) == [Clash(Kind.HOURS, slot, None, "Зала 1")]


@pytest.mark.django_db
def test_the_rows_of_a_programme_clash_in_words():
    programme = make_programme()
    first, second = programme.rooms.all()
    oksana = make_speaker("Оксана Левчук")
    make_item(programme, title="Вода", room=first, at=0, speakers=[oksana])
    make_item(programme, title="Школа", room=second, at=30, moderators=[oksana])
    make_item(programme, title="Пізно", room=second, at=9 * 60)

    clashes = clashes_in(programme)

    assert [clash.kind for clash in clashes] == [Kind.MODERATOR, Kind.HOURS]
    assert "Оксана Левчук" in clashes[0].reason
    assert "Пізно" in clashes[1].reason


@pytest.mark.django_db
def test_people_expected_at_the_forum_are_missed_where_they_are_expected_elsewhere(monkeypatch):
    programme = make_programme(rooms=1)
    (room,) = programme.rooms.all()
    make_item(programme, title="Вода", room=room, at=0)
    make_item(programme, title="Школа", room=room, at=120)
    other = make_session(event=make_event(title="Вебінар"), starts_at=NINE, minutes=60)

    def cohort(events, sessions):
        return {("event", programme.event_id): {"Потік 4"}, ("session", other.pk): {"Потік 4"}}

    monkeypatch.setattr("webinars.clashes.SOURCES", [cohort])
    (clash,) = clashes_in(programme)

    assert (clash.kind, clash.slot.title, clash.subject) == (Kind.COHORT, "Вода", "Потік 4")
