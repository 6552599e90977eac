"""A change log lists what differs, and nothing else."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from conferences.changes import changed_items, differences, sentences
from webinars.tests.factories import NOON

ITEM = {
    "title": "Вода",
    "abstract": "",
    "room": "r1",
    "track": None,
    "language": "uk",
    "kind": "talk",
    "starts_at": "2027-03-05T07:00:00+00:00",
    "minutes": 45,
    "speakers": [],
    "moderators": [],
}
OTHERS = {
    "title": ["Вода", "Школа"],
    "abstract": ["", "Про воду."],
    "room": ["r1", "r2", None],
    "track": [None, "t1"],
    "language": ["uk", "en"],
    "kind": ["talk", "panel"],
    "starts_at": ["2027-03-05T07:00:00+00:00", "2027-03-05T09:30:00+00:00"],
    "minutes": [45, 60],
    "speakers": [[], [{"slug": "oksana", "name": "Оксана"}]],
    "moderators": [[], [{"slug": "taras", "name": "Тарас"}]],
}
items = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in OTHERS.items()})
rooms = st.fixed_dictionaries({"name": st.sampled_from(["Зала 1", "Зала 2"]), "hours": st.sampled_from([[], [1]])})
ROOMS = {"r1": {"name": "Зала 1", "hours": []}, "r2": {"name": "Зала 2", "hours": []}}
snapshots = st.fixed_dictionaries(
    {
        "rooms": st.dictionaries(st.sampled_from(["r3", "r4"]), rooms).map(lambda more: {**ROOMS, **more}),
        "tracks": st.just({"t1": {"name": "Бюджет"}}),
        "items": st.dictionaries(st.sampled_from(["i1", "i2", "i3", "i4"]), items),
    }
)


def applied(before, changes, after):
    """``before`` with nothing but ``changes`` done to it; what was added is taken from ``after``."""
    result = deepcopy(before)
    for change in changes:
        things, key, field = result[change["what"]], change["id"], change["field"]
        if field == "added":
            things[key] = after[change["what"]][key]
        elif field == "removed":
            del things[key]
        else:
            assert things[key][field] == change["before"] != change["after"]
            things[key][field] = change["after"]
    return result


@given(snapshots, snapshots)
def test_the_changes_are_exactly_what_leads_from_one_version_to_the_next(before, after):
    changes = differences(before, after)

    assert applied(before, changes, after) == after
    assert len({(change["what"], change["id"], change["field"]) for change in changes}) == len(changes)


@given(snapshots)
def test_equal_versions_differ_in_nothing(snapshot):
    assert differences(snapshot, deepcopy(snapshot)) == []


@given(snapshots, snapshots)
def test_every_change_can_be_said(before, after):
    changes = differences(before, after)
    said = sentences(changes, before=before, after=after, now=NOON)

    assert bool(said) == bool(changes)
    assert all(said)
    assert changed_items(changes) <= {"i1", "i2", "i3", "i4"}


def test_start_and_length_are_said_once():
    before = {"rooms": ROOMS, "tracks": {}, "items": {"i1": ITEM}}
    after = deepcopy(before)
    after["items"]["i1"] |= {"starts_at": "2027-03-05T09:00:00+00:00", "minutes": 60}

    (sentence,) = sentences(differences(before, after), before=before, after=after, now=NOON)

    assert "11:00–12:00" in sentence
    assert "09:00–09:45" in sentence
