"""Marks of two devices without a line: split, doubled and mixed on the way as they may be, the sheet says the same."""

from collections import defaultdict
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from webinars.models import SheetMark
from webinars.sheets.marking import Said, take, told

from .factories import NOON, make_person, make_session
from .presence import registered

pytestmark = pytest.mark.django_db
DEVICES = [uuid4(), uuid4()]
ticks = st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=6)


@pytest.fixture
def hall(db):
    """A session that is on, and three people in it."""
    session = make_session(starts_at=NOON, minutes=100, host=make_person(name="Тарас Бондар"))
    return session, [registered(session) for _number in range(3)]


@st.composite
def deliveries(draw):
    """What each device says, in order, and the posts that come: an answer that is lost makes it send marks again."""
    devices = DEVICES[: draw(st.integers(1, 2))]
    said = {device: [(uuid4(), person, here) for person, here in draw(ticks)] for device in devices}
    sent, posts = dict.fromkeys(said, 0), []
    while left := [device for device in said if sent[device] < len(said[device])]:
        device = draw(st.sampled_from(left))
        begin = draw(st.integers(0, sent[device]))
        sent[device] = draw(st.integers(sent[device] + 1, len(said[device])))
        posts.append((device, said[device][begin : sent[device]]))
        if draw(st.booleans()):
            posts.append(draw(st.sampled_from(posts)))  # the network repeats one, perhaps an old one
    return said, posts


def played(session, people, posts):
    """By person what is written and what speaks against it; who is marked; the keys that are kept. Rolled back."""
    with transaction.atomic():
        for device, marks in posts:
            rows = [Said(key, people[person].pk, here, 0, NOON, device) for key, person, here in marks]
            take(session=session, marks=rows, by=session.host, now=NOON)
        sheet = {people_of(people, pk): one for pk, one in told(session).items()}
        rows = {person: [one.written, one.dispute] for person, one in sheet.items()}
        heard = {person: {row.here for row in both if row} for person, both in rows.items()}
        written = {person for person, one in sheet.items() if one.written.here}
        marked = {people_of(people, row.person_id) for row in session.intervals.filter(source="sheet")}
        keys = sorted(SheetMark.objects.values_list("key", flat=True))
        transaction.set_rollback(True)
    assert marked == written
    return heard, keys


def people_of(people, pk):
    return [person.pk for person in people].index(pk)


@settings(max_examples=80)
@given(deliveries())
def test_what_the_devices_said_last_is_heard_in_any_order_and_nothing_is_lost(hall, delivered):
    said, posts = delivered
    last = defaultdict(dict)
    for device, marks in said.items():
        for _key, person, here in marks:
            last[person][device] = here

    heard, keys = played(*hall, posts)

    assert heard == {person: set(words.values()) for person, words in last.items()}
    assert keys == sorted(key for marks in said.values() for key, _person, _here in marks)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=8), st.data())
def test_one_device_is_believed_to_its_last_word(hall, marks, data):
    """No dispute with oneself, whether all comes at once or mark by mark, or anew from the beginning."""
    whole = [(uuid4(), person, here) for person, here in marks]
    cut = data.draw(st.integers(0, len(whole)))
    posts = [(DEVICES[0], part) for part in (whole[:cut], whole[cut:], whole, whole[:cut]) if part]

    heard, keys = played(*hall, posts)

    assert heard == {person: {here} for _key, person, here in whole}
    assert len(keys) == len(whole)


def test_who_saw_what_the_other_said_decides(hall):
    """«Tick anew to decide»: a mark that knows both is written, and settles it."""
    session, people = hall
    key = people[0].pk

    def say(device, here, *, seen):
        mark = Said(uuid4(), key, here, seen, NOON, device)
        return take(session=session, marks=[mark], by=session.host, now=NOON), told(session)[key]

    say(DEVICES[0], True, seen=0)
    overtaken, sheet = say(DEVICES[1], False, seen=0)
    assert (overtaken, sheet.written.here, sheet.dispute.here) == (1, True, False)

    overtaken, sheet = say(DEVICES[0], False, seen=sheet.last.pk)

    assert (overtaken, sheet.written.here, sheet.dispute) == (0, False, None)
