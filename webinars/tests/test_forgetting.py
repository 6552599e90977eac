"""Names are erased once attendance no longer needs them; what was drawn from them stays."""

from datetime import timedelta

import pytest

from webinars.attendance import decide
from webinars.forgetting import erase_names
from webinars.importing import confirm, upload
from webinars.models import ImportedPerson, RoomEvent
from webinars.sources.room_server import read_room

from .factories import NOON, make_person, make_session
from .presence import registered, spans, statuses
from .prosody import EVENTS_SECRET, created, joined, left, occupant, tell

pytestmark = pytest.mark.django_db

DECIDED = NOON + timedelta(hours=3)
KEPT = timedelta(days=90)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def receiving(settings):
    settings.JITSI_EVENTS_SECRET, settings.ROOM_EVENTS_KEPT_DAYS = EVENTS_SECRET, 90


@pytest.fixture
def session(db):
    return make_session(starts_at=NOON, minutes=100)


def at(minute):
    return int((NOON + timedelta(minutes=minute)).timestamp())


def held(client, session):
    """Somebody was in the room from the fifth minute to the last but five, and that was decided."""
    person, room = registered(session), session.room_name
    tell(client, "room/created", created(room, at(0)))
    tell(client, "occupant/joined", joined(room, occupant(person.public_id, at(5))))
    tell(client, "occupant/left", left(room, occupant(person.public_id, at(5), at(95))))
    RoomEvent.objects.update(received_at=NOON)
    decide(session=session, now=DECIDED)
    return person


def test_messages_are_erased_in_time_and_intervals_stay(client, session):
    person = held(client, session)

    assert erase_names(now=DECIDED + KEPT - MINUTE) == 0
    assert RoomEvent.objects.count() == 3
    assert erase_names(now=DECIDED + KEPT) == 3

    session.refresh_from_db()
    assert (RoomEvent.objects.count(), session.messages_erased_at) == (0, DECIDED + KEPT)
    assert (spans(session), statuses(session)) == ([(5, 95)], {person: ("present", 90)})
    decide(session=session, now=DECIDED + KEPT)
    assert statuses(session) == {person: ("present", 90)}


def test_a_message_that_comes_after_that_changes_nothing_and_says_why(client, session):
    person = held(client, session)
    erase_names(now=DECIDED + KEPT)

    tell(client, "occupant/joined", joined(session.room_name, occupant(person.public_id, at(5))))
    changed = read_room(room_name=session.room_name, now=DECIDED + KEPT)

    assert (changed, spans(session)) == (False, [(5, 95)])
    assert RoomEvent.objects.get().problem


def test_what_is_not_decided_or_not_read_yet_is_kept(client, session):
    person = registered(session)
    tell(client, "occupant/joined", joined(session.room_name, occupant(person.public_id, at(5))))
    RoomEvent.objects.update(received_at=NOON)
    assert erase_names(now=DECIDED + 2 * KEPT) == 0

    decide(session=session, now=DECIDED)
    tell(client, "occupant/left", left(session.room_name, occupant(person.public_id, at(5), at(95))))

    assert erase_names(now=DECIDED + KEPT) == 0
    assert RoomEvent.objects.count() == 2


def test_messages_of_no_session_and_of_a_cancelled_one_go_by_their_age(client):
    cancelled = make_session(starts_at=NOON, state="cancelled")
    for room in ("nobodys", cancelled.room_name):
        tell(client, "room/created", created(room, at(0)))
    RoomEvent.objects.update(received_at=NOON)

    assert (erase_names(now=NOON + KEPT - MINUTE), erase_names(now=NOON + KEPT)) == (0, 2)


def test_strangers_in_files_are_erased_and_people_of_the_school_stay(session):
    planner, person = make_person(), registered(session, email="olena@example.org")
    text = "Email,Name,Join,Leave\nolena@example.org,O,12:00,13:00\n,Стороння Особа,12:00,13:00\n"
    imported = upload(session=session, name="a.csv", data=text.encode(), zone="Europe/Kyiv", by=planner, now=DECIDED)
    imported.people.filter(how="").update(how="hand")
    erase_names(now=DECIDED + KEPT)
    assert imported.people.count() == 2  # nothing is confirmed yet

    confirm(imported=imported, by=planner, now=DECIDED)

    assert erase_names(now=DECIDED + KEPT) == 1
    assert ImportedPerson.objects.get().person == person
    assert session.intervals.count() == 1
