"""The outbox: order, supersession, duplicates, failing mail servers, two workers."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import close_old_connections, connection

from calendars.entries import CANCELLED
from calendars.models import CalendarSettings, Invitation
from calendars.outbox import LEASE, WAITS, send_due, try_again

from .factories import event_of, parsed
from .outbox import NOW, Refusing, somebody, states

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACKEND = "calendars.tests.outbox."


def said():
    """(subject, method, SEQUENCE) of each mail sent, in order."""
    return [
        (
            message.subject.partition(":")[0],
            message.calendar and str(parsed(message.calendar)["METHOD"]),
            message.calendar and event_of(message.calendar)["SEQUENCE"],
        )
        for message in mail.outbox
    ]


def test_a_life_in_mails_keeps_its_order_and_its_sequence_rises(thing):
    person = somebody()

    thing.put(person, about="registered")
    thing.send()
    thing.change(starts=thing.entry.starts - HOUR, sequence=1)
    thing.put(person, about="changed")
    thing.send()
    thing.change(status=CANCELLED, sequence=2)
    thing.put(person, about="cancelled")
    thing.send()
    thing.change(status="CONFIRMED", sequence=3)
    thing.put(person, about="restored")
    thing.send()
    thing.put(person, about="withdrawn")
    thing.send()
    thing.put(person, about="registered")
    thing.send()

    assert said() == [
        ("registered", "REQUEST", 0),
        ("changed", "REQUEST", 1),
        ("cancelled", "CANCEL", 2),
        ("restored", "REQUEST", 3),
        ("withdrawn", "CANCEL", 4),
        ("registered", "REQUEST", 5),
    ]
    assert states() == ["sent"] * 6


def test_new_words_alone_keep_the_sequence_and_with_it_the_answers(thing):
    person = somebody()
    thing.put(person)
    thing.send()
    thing.change(starts=thing.entry.starts - HOUR)

    thing.put(person, about="changed", raises=False)
    thing.send()

    assert [sequence for _about, _method, sequence in said()] == [0, 0]


def test_what_a_later_message_overtakes_is_dropped(thing):
    person = somebody()
    thing.put(person)
    thing.send()
    for _number in range(2):
        thing.change(starts=thing.entry.starts - HOUR, sequence=thing.entry.sequence + 1)
        thing.put(person, about="changed")
    thing.change(status=CANCELLED, sequence=3)
    thing.put(person, about="cancelled")

    assert thing.send() == 1

    assert said()[1:] == [("cancelled", "CANCEL", 3)]
    assert states() == ["sent", "dropped", "dropped", "sent"]


def test_a_change_before_the_first_mail_left_is_an_invitation(thing):
    person = somebody()
    thing.put(person)
    thing.change(starts=thing.entry.starts - HOUR, sequence=1)
    thing.put(person, about="changed")

    thing.send()

    assert said() == [("registered", "REQUEST", 1)]


def test_who_came_and_went_before_any_mail_hears_nothing(thing):
    person = somebody()
    thing.put(person)
    thing.put(person, about="withdrawn")

    assert thing.send() == 0
    assert (mail.outbox, states()) == ([], ["dropped", "dropped"])


def test_there_and_back_is_nothing_new(thing):
    person = somebody()
    thing.put(person)
    thing.send()
    thing.put(person, about="cancelled")
    thing.put(person, about="restored")

    thing.send()

    assert states() == ["sent", "dropped", "dropped"]


def test_what_is_over_is_not_sent(thing):
    thing.put(somebody())
    thing.gone = True

    assert (thing.send(), states()) == (0, ["dropped"])


def test_the_same_message_is_put_once_and_sent_once(thing):
    people = [somebody(1), somebody(2)]

    thing.put(*people, key="same")
    thing.put(*people, key="same")

    assert (thing.send(), thing.send()) == (2, 0)
    assert sorted(message.to[0] for message in mail.outbox) == [person.email for person in people]


def test_a_dead_mail_server_delays_and_loses_nothing(thing, settings):
    thing.put(somebody(1), somebody(2))
    settings.EMAIL_BACKEND = f"{BACKEND}NoServer"

    assert thing.send() == 0
    assert sorted(Invitation.objects.values_list("attempts", flat=True)) == [0, 1]  # the round ended at the first

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert thing.send(now=NOW + WAITS[0]) == 2
    assert states() == ["sent", "sent"]


def test_a_refused_address_fails_at_once_and_stops_nobody(thing, settings, monkeypatch):
    bad, good = somebody(1), somebody(2)
    monkeypatch.setattr(Refusing, "address", bad.email)
    settings.EMAIL_BACKEND = f"{BACKEND}Refusing"
    thing.put(bad, good)

    assert thing.send() == 1

    failed = Invitation.objects.get(person=bad)
    assert (failed.state, failed.attempts, "no such mailbox" in failed.error) == ("failed", 1, True)
    assert [message.to for message in mail.outbox] == [[good.email]]


def test_a_full_mailbox_is_tried_again_until_we_give_up(thing, settings, monkeypatch):
    person, now = somebody(), NOW
    monkeypatch.setattr(Refusing, "address", person.email)
    monkeypatch.setattr(Refusing, "code", 452)
    settings.EMAIL_BACKEND = f"{BACKEND}Refusing"
    thing.put(person)

    for wait in WAITS:
        thing.send(now=now)
        assert Invitation.objects.get().due_at == now + wait
        assert thing.send(now=now + wait - MINUTE / 2) == 0
        now += wait
    thing.send(now=now)

    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.attempts) == ("failed", len(WAITS) + 1)


def test_a_failed_message_is_put_back_by_hand(thing, settings, monkeypatch):
    thing.put(somebody())
    Invitation.objects.update(state="failed", attempts=7, error="x")

    assert try_again(invitation=Invitation.objects.get(), now=NOW) is True
    assert try_again(invitation=Invitation.objects.get(), now=NOW) is False

    assert (thing.send(), states()) == (1, ["sent"])


def test_what_a_dead_worker_held_is_sent_by_the_next(thing):
    thing.put(somebody())
    Invitation.objects.update(state="sending", claimed_at=NOW, attempts=1)

    assert thing.send(now=NOW + LEASE) == 0
    assert thing.send(now=NOW + LEASE + MINUTE) == 1


def test_nothing_overtakes_a_mail_that_is_just_leaving(thing):
    person = somebody()
    thing.put(person)
    Invitation.objects.update(state="sending", claimed_at=NOW, attempts=1)
    thing.put(person, about="cancelled")

    assert thing.send() == 0
    assert states() == ["sending", "waiting"]


def test_who_wants_no_calendar_mails_gets_plain_ones(thing):
    person = somebody()
    CalendarSettings.objects.create(person=person, mails=False)
    thing.put(person)

    thing.send()

    assert said() == [("registered", b"", b"")]
    types = [part.get_content_type() for part in mail.outbox[0].message().walk()]
    assert types == ["multipart/alternative", "text/plain", "text/html"]


def test_a_cancellation_to_who_was_never_invited_is_plain(thing):
    thing.change(status=CANCELLED, sequence=1)
    thing.put(somebody(), about="cancelled")

    thing.send()

    assert said() == [("cancelled", b"", b"")]


class Slow(EmailBackend):
    """Holds each mail until another worker had time to take it too."""

    gate = threading.Barrier(2, timeout=0.5)

    def send_messages(self, messages):
        try:
            self.gate.wait()
        except threading.BrokenBarrierError:
            self.gate.reset()
        return super().send_messages(messages)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(thing, settings):
    settings.EMAIL_BACKEND = "calendars.tests.test_outbox.Slow"
    people = [somebody(number) for number in range(4)]
    thing.put(*people)
    counts = []

    def work():
        try:
            counts.append(send_due(now=NOW))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    close_old_connections()

    assert sum(counts) == 4
    assert sorted(message.to[0] for message in mail.outbox) == [person.email for person in people]
