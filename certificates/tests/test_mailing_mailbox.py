"""What mail servers write is found in the mailbox that the school reads for answers; people's letters stay theirs."""

import pytest
from django.core import mail

from calendars import reading
from calendars.models import ReplyMailbox
from calendars.reading import read_mailbox
from calendars.tests.imap import Server
from certificates.models import CertificateMail

from .bounces import bounce
from .conftest import NOON

pytestmark = pytest.mark.django_db
HELLO = b"From: a@example.org\r\nSubject: Hello\r\n\r\nGood day!\r\n"
ANOTHER = bounce("<invitation-7@school.example>").replace(b"text/plain", b"text/calendar")


@pytest.fixture
def server(settings):
    with Server() as server:
        settings.REPLIES_HOST, settings.REPLIES_PORT, settings.REPLIES_TLS = "127.0.0.1", server.port, False
        settings.REPLIES_USER, settings.REPLIES_PASSWORD = "back@school.example", server.password
        yield server


def letter():
    return bounce(mail.outbox[-1].extra_headers["Message-ID"])


def test_a_report_about_one_of_our_mails_is_taken_and_others_wait_for_people(certificate, server):
    server.put(HELLO, letter(), ANOTHER)

    assert read_mailbox(now=NOON) == 0  # of answers

    assert CertificateMail.objects.came_back().get().bounced_at == NOON
    assert (server.fetched, server.seen) == ([2, 3], {2})
    box = ReplyMailbox.objects.get()
    assert (box.last_number, box.left, box.error) == (3, 0, "")


def test_the_same_report_twice_is_as_good_as_once(certificate, server):
    server.put(letter(), letter())
    read_mailbox(now=NOON)
    server.validity = 8
    read_mailbox(now=NOON)

    assert CertificateMail.objects.came_back().count() == 1
    assert server.seen == {1, 2}


def test_one_that_nobody_foresaw_stops_no_other(certificate, server, monkeypatch):
    taken = reading.REPORTS[:]

    def break_down(letter, *, now):
        if letter == ANOTHER:
            raise RuntimeError("nobody thought of this")
        return taken[0](letter, now=now)

    monkeypatch.setattr(reading, "REPORTS", [break_down])
    server.put(ANOTHER, letter())

    read_mailbox(now=NOON)

    assert server.seen == {2}
    assert CertificateMail.objects.came_back().count() == 1
