"""Whose turn it is: the order with its reasons against a rule that picks one after another."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.queues.turns import Rule, Waiting, line_up

NOON = datetime(2027, 1, 12, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def people(*rows):
    """Waiting people, each a minute after the one before; rows are (is_first, organizations, called)."""
    return [
        Waiting(
            pk=place,
            joined_at=NOON + place * MINUTE,
            called_at=NOON + called * MINUTE if called else None,
            is_first=is_first,
            organizations=frozenset(organizations),
        )
        for place, (is_first, organizations, called) in enumerate(rows, start=1)
    ]


def queue(*rows, limit=0, seated=()):
    turns, kept_back = line_up(people(*rows), first_rule="rural", seated=dict(seated), limit=limit)
    return [(turn.pk, turn.rule) for turn in turns], [(turn.pk, turn.full_organization) for turn in kept_back]


def test_without_rules_the_order_is_that_of_joining():
    assert queue((False, [], 0), (False, [], 0)) == ([(1, "order"), (2, "order")], [])


def test_who_comes_first_overtakes_and_the_rule_is_named():
    turns, _aside = queue((False, [], 0), (True, [], 0), (True, [], 0), (False, [], 0))

    assert turns == [(2, "rural"), (3, "rural"), (1, "order"), (4, "order")]


def test_who_comes_first_and_stands_first_anyway_has_their_turn_by_order():
    assert queue((True, [], 0), (False, [], 0))[0] == [(1, "order"), (2, "order")]


def test_a_full_organization_waits_aside_and_the_next_is_told_why():
    turns, kept_back = queue((False, [7], 0), (False, [], 0), (False, [7, 8], 0), limit=2, seated=[(7, 2)])

    assert turns == [(2, "limit")]
    assert kept_back == [(1, 7), (3, 7)]


def test_people_of_one_organization_are_counted_as_they_are_offered_places():
    assert queue(*[(False, [7], 0)] * 3, limit=2) == ([(1, "order"), (2, "order")], [(3, 7)])


def test_who_is_called_comes_before_all_whatever_the_limit():
    turns, _aside = queue((True, [], 0), (False, [7], 9), (False, [], 5), limit=1, seated=[(7, 1)])

    assert turns == [(3, "hand"), (2, "hand"), (1, "order")]


def picked(waiting, free, *, seated, limit):
    """One place after the other: among those who may come, called before first before the rest, the earliest."""
    left, counts, chosen = list(waiting), Counter(seated), []
    while left and len(chosen) < free:
        may = [
            one for one in left if one.called_at or not limit or all(counts[key] < limit for key in one.organizations)
        ]
        if not may:
            break
        called = [one for one in may if one.called_at]
        first = [one for one in may if one.is_first]
        best = (
            min(called, key=lambda one: (one.called_at, one.pk))
            if called
            else min(first or may, key=lambda one: one.pk)
        )
        left.remove(best)
        counts.update(best.organizations)
        chosen.append(best.pk)
    return chosen


ROWS = st.lists(st.tuples(st.booleans(), st.sets(st.integers(1, 3), max_size=2), st.integers(0, 2)), max_size=7)


@given(
    rows=ROWS,
    free=st.integers(0, 7),
    limit=st.integers(0, 2),
    seated=st.dictionaries(st.integers(1, 3), st.integers(0, 3)),
)
def test_any_queue_is_that_of_picking_one_after_another(rows, free, limit, seated):
    waiting = people(*rows)

    turns, kept_back = line_up(waiting, first_rule="rural", seated=seated, limit=limit)

    assert [turn.pk for turn in turns[:free]] == picked(waiting, free, seated=seated, limit=limit)
    assert sorted(turn.pk for turn in [*turns, *kept_back]) == [one.pk for one in waiting]
    assert [turn.ahead for turn in turns] == list(range(len(turns)))
    for place, turn in enumerate(turns):
        behind = {one.pk for one in turns[place + 1 :]}
        if any(pk < turn.pk for pk in behind):  # somebody who waited longer and may come is overtaken
            assert turn.rule in (Rule.RURAL, Rule.HAND)
