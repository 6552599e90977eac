"""The rule, with outages: nobody is worse off for one, and nobody for more evidence."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webinars.intervals import outside
from webinars.rules import Seen, Terms, judge

ZERO = datetime(2027, 1, 19, 16, tzinfo=UTC)
LENGTH = 100
ORDER = ["absent", "excused", "present"]

minute = st.integers(min_value=-20, max_value=LENGTH + 20)
span = st.tuples(minute, minute).map(sorted).map(tuple)
spans = st.lists(span, max_size=6)
thresholds = st.integers(min_value=0, max_value=100)


def at(number):
    return ZERO + timedelta(minutes=number)


def timed(pairs):
    return [(at(start), at(end)) for start, end in pairs]


def verdict(pairs, *, outages=(), threshold=60, source="room"):
    return verdict_by(pairs, outages=outages, terms=Terms(needed=threshold), source=source)


def verdict_by(pairs, *, terms, outages=(), source="room"):
    seen = [Seen(source, start, end) for start, end in timed(pairs)]
    return judge(seen, starts=at(0), ends=at(LENGTH), terms=terms, outages=timed(outages))


def rank(found):
    return ORDER.index(found.status), found.percent


def test_who_came_back_after_the_outage_is_present():
    found = verdict([(0, 30), (80, 100)], outages=[(30, 80)], threshold=90)

    assert (found.status, found.percent, found.rule) == ("present", 100, "share-2:90")
    assert [item["source"] for item in found.evidence] == ["room", "room", "outage"]


def test_who_did_not_come_at_all_is_absent_in_spite_of_an_outage():
    assert verdict([], outages=[(30, 80)]).status == "absent"


def test_who_had_no_power_all_the_time_is_excused():
    found = verdict([], outages=[(-10, 50), (50, 120)])

    assert (found.status, found.percent) == ("excused", 0)


def test_who_was_there_through_the_outage_keeps_that():
    found = verdict([(20, 90)], outages=[(20, 90)])

    assert (found.status, found.percent, found.rule) == ("present", 70, "share-1:60")


def test_without_an_outage_the_rule_is_the_older_one():
    assert verdict([(0, 50)]).rule == "share-1:60"
    assert verdict([(0, 50)], outages=[(-20, 0), (100, 110)]).rule == "share-1:60"


def test_evidence_is_what_was_seen_in_order_with_its_reference():
    late, early = Seen("room", at(50), at(60), "ff48@meet.test/Rx 1795469326"), Seen("page", at(0), at(9))

    found = judge([late, early], starts=at(0), ends=at(100), terms=Terms())

    assert found.evidence == [
        {"source": "page", "from": "2027-01-19T16:00:00+00:00", "to": "2027-01-19T16:09:00+00:00"},
        {
            "source": "room",
            "from": "2027-01-19T16:50:00+00:00",
            "to": "2027-01-19T17:00:00+00:00",
            "reference": "ff48@meet.test/Rx 1795469326",
        },
    ]


@given(spans, spans, thresholds)
def test_an_outage_lowers_nobody(seen, outages, threshold):
    assert rank(verdict(seen, outages=outages, threshold=threshold)) >= rank(verdict(seen, threshold=threshold))


@given(spans, span, spans, thresholds)
def test_more_evidence_lowers_nobody(seen, more, outages, threshold):
    before = verdict(seen, outages=outages, threshold=threshold)
    after = verdict([*seen, more], outages=outages, threshold=threshold)

    assert ORDER.index(after.status) >= ORDER.index(before.status)
    assert 0 <= after.percent <= 100


@given(spans, spans, thresholds, st.randoms())
def test_order_and_repetition_change_no_verdict(seen, outages, threshold, chance):
    before = verdict(seen, outages=outages, threshold=threshold)
    again, twice = seen * 2, outages * 2
    chance.shuffle(again)
    chance.shuffle(twice)

    assert rank(verdict(again, outages=twice, threshold=threshold)) == rank(before)


@given(spans)
def test_outside_is_what_no_hole_covers(holes):
    parts = outside(at(0), at(LENGTH), timed(holes))
    held = {m for m in range(LENGTH) if any(a <= m and m + 1 <= b for a, b in holes)}
    free = {m for m in range(LENGTH) if any(a <= at(m) and at(m + 1) <= b for a, b in parts)}

    assert free == set(range(LENGTH)) - held
