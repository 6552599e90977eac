"""Feeds of whatever sources there are: here, plain entries."""

from calendars.feeds import Sources, answer

from .factories import STARTS, entry, event_of


def test_sources_are_joined_by_time_and_an_entry_of_two_sources_stands_once():
    early, late = entry(uid="a"), entry(uid="b", starts=STARTS.replace(day=20), ends=STARTS.replace(day=21))
    sources = Sources(public=(lambda now: [late, early], lambda now: [early]))

    assert sources.public_entries(now=STARTS) == [early, late]


def test_when_two_sources_disagree_the_first_one_counts():
    first, second = entry(sequence=1), entry(sequence=0)
    sources = Sources(public=(lambda now: [first], lambda now: [second]))

    assert sources.public_entries(now=STARTS) == [first]


def test_an_answer_is_built_only_when_it_is_sent(rf):
    full = answer(rf.get("/"), [entry()], name="Події")

    again = answer(rf.get("/", headers={"if-none-match": full["ETag"]}), [entry()], name="Події")

    assert event_of(full.content)["SUMMARY"] == "Бюджет громади"
    assert (full.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_private_answer_is_kept_by_nobody_else(rf):
    private = answer(rf.get("/"), [], name="Події")
    public = answer(rf.get("/"), [], name="Події", public=True, filename="podii.ics")

    assert private["Cache-Control"] == "private"
    assert public["Content-Disposition"] == 'attachment; filename="podii.ics"'
