"""No calendar tells of somebody else: of every kind of entry, to every role, and to those who are nobody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calendars.tokens import issue_token
from conferences.releasing import release
from conferences.tests.factories import make_item, make_speaker
from consultations.tests.factories import first_slots, make_consultation, make_daily, make_trainer
from courses.entries import cohort_feed_path, feed_path
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role
from webinars.feeds import REGIONS
from webinars.tests.factories import make_person

from .test_personal_feed import Life

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(client):
    """Somebody with an entry of every kind: those of ``Life``, a talk, a consultation taken and one given."""
    life = Life(client)
    speaker = make_speaker(person=life.person)
    life.talk = make_item(life.programme, title="Криниця", at=240, speakers=[speaker])
    release(programme=life.programme, by=None, now=timezone.now())
    (taken,), (given,) = make_daily(trainer=make_trainer()), make_daily(trainer=life.person)
    life.consultations = [book(taken, life.person, place=0), book(given, make_person(), place=1)]
    return life


def book(offer, person, *, place):
    slot = first_slots(offer)[place]
    return make_consultation(
        offer=offer, person=person, starts_at=slot.starts_at, now=timezone.now(), question="Таємне питання"
    )


def uids(answer):
    assert answer.status_code == 200
    return set(re.findall(r"^UID:(\S+)", answer.content.decode().replace("\r\n ", ""), re.MULTILINE))


def test_the_one_whose_calendar_it_is_has_all_kinds(life):
    sessions = [life.seat, life.led, life.live, *(row.session for row in life.consultations)]
    items = {f"item-{item.public_id}@school" for item in (life.item, life.talk)}

    found = uids(life.poll()[0])

    assert {session.uid for session in sessions} | items == {uid for uid in found if not uid.startswith("due-")}
    assert len(found) == len(sessions) + len(items) + 2


@pytest.mark.parametrize("role", [None, TRAINERS, COORDINATORS, ADMINISTRATORS])
def test_nobody_reads_of_others_in_whatever_role(life, client, role):
    stranger = make_person()
    if role:
        add_to_role(user=stranger.user, role=role)
    address = f"/my/calendar/{issue_token(person=stranger, now=timezone.now())}.ics"

    assert uids(client.get(address)) == set()
    client.force_login(stranger.user, backend="people.backends.SchoolBackend")
    assert uids(client.get(address)) == set(), "the address decides, not who is signed in"


def feeds_of(life, client):
    """Every public feed that pages of this school announce; one region stands for all."""
    pages = [life.programme.event, life.seat.event, life.cohort.course]
    pages = ["/feeds/", f"/e/{life.programme.event_id}/programme/", *(page.url for page in pages)]
    texts = [client.get(page).content.decode() for page in pages]
    found = {path for text in texts for path in re.findall(r'text/calendar" href="([^"]+)"', text)}
    course = life.cohort.course
    assert {feed_path(course), cohort_feed_path(course, life.cohort), f"{life.seat.event.url}event.ics"} < found
    return sorted(found - {f"/feeds/{name}.ics" for name in list(REGIONS)[1:]})


def test_every_public_calendar_is_the_same_twice_and_unchanged_in_one_query(life, client):
    for path in feeds_of(life, client):
        for address in (path, f"/en{path}"):
            first = client.get(address)
            assert client.get(address).content == first.content
            with CaptureQueriesContext(connection) as queries:
                again = client.get(address, headers={"If-None-Match": first["ETag"]})
            assert (again.status_code, len(queries)) == (304, 1), address


def test_no_public_calendar_tells_of_a_person_a_room_or_what_is_private(life, client):
    people = [life.person, *(row.person for row in life.consultations), *(row.trainer for row in life.consultations)]
    secrets = {text for person in people for text in (person.email, person.legal_name, person.display_name)}
    secrets |= {row.session.uid for row in life.consultations} | {"Таємне", "/join/", "due-", "ATTENDEE", "CONFERENCE"}
    for path in feeds_of(life, client):
        answer = client.get(path)
        text = answer.content.decode().replace("\r\n ", "")
        assert answer.status_code == 200
        assert [secret for secret in secrets if secret in text] == []
