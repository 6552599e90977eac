"""Properties of the arithmetic of presence, checked against counting second by second."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from webinars.intervals import clipped, merge, share

ZERO = datetime(2027, 1, 19, 16, tzinfo=UTC)
LENGTH = 120

moments = st.integers(min_value=-60, max_value=LENGTH + 60)
spans = st.tuples(moments, moments).map(sorted).map(tuple)
lists = st.lists(spans, max_size=8)
graces = st.integers(min_value=0, max_value=20)


def at(second):
    return ZERO + timedelta(seconds=second)


def timed(seconds):
    return [(at(start), at(end)) for start, end in seconds]


def percent(seconds, grace=0):
    return share(timed(seconds), at(0), at(LENGTH), grace=timedelta(seconds=grace))


def counted(seconds, grace):
    """Brute force: a second counts if an interval holds it, or a short enough gap between two of them does."""
    covered = 0
    for second in range(LENGTH):
        held = any(start <= second and second + 1 <= end for start, end in seconds)
        before = [end for start, end in seconds if end <= second]
        after = [start for start, end in seconds if start >= second + 1]
        bridged = before and after and min(after) - max(before) <= grace
        covered += bool(held or bridged)
    return covered * 100 // LENGTH


@given(lists, graces)
def test_share_equals_counting_by_seconds(seconds, grace):
    assert percent(seconds, grace) == counted(seconds, grace)


@given(lists, graces, st.randoms())
def test_share_does_not_depend_on_order_or_repetition(seconds, grace, chance):
    shuffled = seconds * 2
    chance.shuffle(shuffled)

    assert percent(shuffled, grace) == percent(seconds, grace)


@given(lists, spans, graces)
def test_adding_evidence_never_lowers_the_share_nor_lifts_it_above_all(seconds, more, grace):
    assert percent(seconds, grace) <= percent([*seconds, more], grace) <= 100


@given(lists, graces)
def test_merged_spans_are_apart_by_more_than_the_grace(seconds, grace):
    merged = merge(timed(seconds), timedelta(seconds=grace))

    assert all(later[0] - earlier[1] > timedelta(seconds=grace) for earlier, later in pairwise(merged))
    assert merge(merged, timedelta(seconds=grace)) == merged


def test_share_of_nothing_is_nothing():
    assert percent([]) == 0


def test_a_gap_of_exactly_the_grace_is_bridged_and_a_longer_one_is_not():
    assert percent([(0, 40), (60, 120)], grace=20) == 100
    assert percent([(0, 40), (60, 120)], grace=19) == 83


def test_share_is_rounded_down():
    assert percent([(0, 71)]) == 59


def test_clipped_keeps_a_moment_on_the_edge_and_drops_what_is_outside():
    spans = timed([(-10, -5), (-5, 0), (100, 300)])

    assert clipped(spans, at(0), at(LENGTH)) == timed([(0, 0), (100, 120)])
