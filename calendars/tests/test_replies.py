"""Answers to invitations: true ones are kept, forged, old and strange ones are not, and the mailbox says what was."""

from datetime import timedelta

import pytest
from django.core import mail

from calendars import replies
from calendars.models import Invitation, ReplyMailbox
from calendars.reading import read_mailbox
from calendars.replies import organizer_address, take
from calendars.reply_mail import NotAnAnswer, Problem

from .factories import event_of
from .imap import Server
from .outbox import NOW, somebody
from .replies import SHAPES, STAMP, reply

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def kept(settings):
    """What was taken: (person, answer), with a mailbox that is read."""
    settings.REPLIES_HOST, settings.REPLIES_EMAIL = "imap.school.example", "vidpovidi@school.example"
    found, last = [], {}

    @replies.taker("test")
    def keep(answer, *, person, now):
        if last.get(person, STAMP - HOUR) >= answer.stamped_at:
            raise NotAnAnswer(Problem.OLDER)
        last[person] = answer.stamped_at
        found.append((person, answer.answer))

    yield found
    del replies.TAKERS["test"]


@pytest.fixture
def olena(thing):
    """Somebody who was invited."""
    person = somebody()
    thing.put(person)
    thing.send()
    return person


def answer_of(person, thing, shape="google", **values):
    to = organizer_address(person_id=person.pk, uid=thing.entry.uid)
    return reply(shape, **{"address": person.email, "to": to, "uid": thing.entry.uid, **values})


def refused(letter, now=STAMP):
    with pytest.raises(NotAnAnswer) as refusal:
        take(letter, now=now)
    return refusal.value.problem


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_goes_to_whoever_invited(olena, thing, kept, shape):
    take(answer_of(olena, thing, shape), now=STAMP)

    assert kept == [(olena, "DECLINED")]


def test_the_invitation_asks_to_answer_to_an_address_of_its_own(olena, thing):
    other = somebody(2)
    thing.put(other)
    thing.send()

    organizers = [str(event_of(message.calendar)["ORGANIZER"]) for message in mail.outbox]
    assert [f"mailto:{message.reply_to[0]}" for message in mail.outbox] == organizers
    assert len(set(organizers)) == 2
    assert all(one.startswith("mailto:vidpovidi+") and one.endswith("@school.example") for one in organizers)


def test_without_a_mailbox_to_read_people_are_answered_to(olena, thing, settings):
    settings.REPLIES_HOST, settings.CONTACT_EMAIL = "", "pryimalnia@school.example"

    assert organizer_address(person_id=olena.pk, uid=thing.entry.uid) == "pryimalnia@school.example"


def test_an_answer_is_taken_once(olena, thing, kept):
    letter = answer_of(olena, thing)
    take(letter, now=STAMP)

    assert refused(letter) == "older"
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"uid": "session-2@school.example"}, "unknown"),
        ({"address": "eve@example.org"}, "unknown"),
        ({"sender": "eve@example.org"}, "sender"),
        ({"to": "vidpovidi@school.example"}, "secret"),
        ({"to": "vidpovidi+00000000000000000000@school.example"}, "secret"),
        ({"sequence": 1}, "sequence"),
        ({"sequence": -1}, "outdated"),
        ({"stamp": NOW + 48 * HOUR}, "clock"),
    ],
)
@pytest.mark.parametrize("shape", SHAPES)
def test_who_forges_changes_nothing(olena, thing, kept, shape, values, problem):
    assert refused(answer_of(olena, thing, shape, **values), now=STAMP) == problem
    assert kept == []


def test_the_address_of_one_persons_invitation_is_no_key_to_anothers(olena, thing, kept):
    eve = somebody(2)
    thing.put(eve)
    thing.send()
    own = organizer_address(person_id=eve.pk, uid=thing.entry.uid)

    assert refused(answer_of(olena, thing, to=own), now=STAMP) == "secret"


def test_an_answer_to_a_former_time_says_nothing_of_the_new_one(olena, thing, kept):
    thing.change(starts=thing.entry.starts - HOUR, sequence=1)
    thing.put(olena, about="changed")
    thing.send()

    assert refused(answer_of(olena, thing)) == "outdated"
    take(answer_of(olena, thing, sequence=1), now=STAMP)
    assert kept == [(olena, "DECLINED")]


def test_an_answer_to_what_never_left_is_forged(thing, kept):
    person = somebody()
    thing.put(person)
    Invitation.objects.update(state="failed")

    assert refused(answer_of(person, thing), now=STAMP) == "unknown"


@pytest.fixture
def server(settings):
    with Server() as running:
        settings.REPLIES_HOST, settings.REPLIES_PORT, settings.REPLIES_TLS = "127.0.0.1", running.port, False
        settings.REPLIES_USER, settings.REPLIES_PASSWORD = "vidpovidi@school.example", "secret"
        yield running


def test_the_sweep_takes_answers_and_leaves_letters_to_people(olena, thing, kept, server):
    letter = b"From: ivan@example.org\r\nContent-Type: text/plain\r\n\r\nHello"
    forged = answer_of(olena, thing, sender="eve@example.org")
    server.put(letter, answer_of(olena, thing), forged, answer_of(olena, thing))

    assert read_mailbox(now=STAMP) == 1

    box = ReplyMailbox.objects.get()
    assert kept == [(olena, "DECLINED")]
    assert (server.fetched, server.seen) == ([2, 3, 4], {2, 4})  # the copy is read too, the forged one waits for people
    assert (box.taken, box.left, box.problem, box.read_at, box.error) == (1, 1, "sender", STAMP, "")


def test_the_next_sweep_reads_only_what_is_new(olena, thing, kept, server):
    server.put(answer_of(olena, thing))
    read_mailbox(now=STAMP)
    assert read_mailbox(now=STAMP + HOUR) == 0
    assert server.fetched == [1]

    server.put(answer_of(olena, thing, answer="ACCEPTED", stamp=STAMP + HOUR))
    assert read_mailbox(now=STAMP + HOUR) == 1
    assert [answer for _person, answer in kept] == ["DECLINED", "ACCEPTED"]


def test_a_mailbox_made_anew_is_read_again_and_nothing_counts_twice(olena, thing, kept, server):
    server.put(answer_of(olena, thing))
    read_mailbox(now=STAMP)
    server.validity = 8

    assert read_mailbox(now=STAMP) == 0
    assert (server.fetched, len(kept)) == ([1, 1], 1)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"password": "other"}, "wrong password"),
        ({"dies_at": "SELECT"}, "EOF"),
        ({"dies_at": "SEARCH"}, "EOF"),
        ({"dies_at": "STORE"}, "EOF"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_so_and_loses_nothing(olena, thing, kept, server, trouble, words):
    server.put(answer_of(olena, thing))
    vars(server).update(trouble)

    assert read_mailbox(now=STAMP) == 0
    box = ReplyMailbox.objects.get()
    assert words in box.error
    assert (box.read_at, box.tried_at) == (None, STAMP)

    vars(server).update(password="secret", dies_at=None)
    read_mailbox(now=STAMP + HOUR)
    assert kept == [(olena, "DECLINED")]
    assert ReplyMailbox.objects.get().error == ""


def test_nobody_listens(server, settings):
    settings.REPLIES_PORT = 1

    assert read_mailbox(now=STAMP) == 0
    assert "ConnectionRefusedError" in ReplyMailbox.objects.get().error


def test_a_letter_that_nobody_foresaw_stops_no_other(olena, thing, kept, server):
    other = somebody(2)
    thing.put(other)
    thing.send()

    def break_down(answer, *, person, now):
        kept.append(person)
        if person == olena:
            raise RuntimeError("nobody thought of this")

    replies.TAKERS["test"] = break_down
    server.put(answer_of(olena, thing), answer_of(other, thing))

    assert read_mailbox(now=STAMP) == 1
    assert kept == [olena, other]


def test_without_a_server_nothing_is_read(settings):
    settings.REPLIES_HOST = ""

    assert (read_mailbox(now=STAMP), ReplyMailbox.objects.exists()) == (0, False)
