"""Mails about certificates leave once each; what is refused or comes back is known, and sent again."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.models import ModelLogEntry

from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.mailing.again import send_again
from certificates.mailing.reports import NotAReport
from certificates.mailing.returning import take
from certificates.models import Certificate, CertificateMail
from certificates.suspending import suspend
from certificates.sweeps import finish_certificates
from certificates.tasks import send_certificate
from people.models import Person

from .bounces import bounce
from .conftest import NOON, YESTERDAY

About = CertificateMail.About
ADDRESS = "olena@example.org"


class Server(EmailBackend):
    """Refuses each recipient in its own way, and takes the rest."""

    refuses = {}

    def send_messages(self, messages):
        for message in messages:
            if error := self.refuses.get(message.to[0]):
                raise error
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    refuses = {}
    monkeypatch.setattr(Server, "refuses", refuses)
    return refuses


def no_such_user(code=550):
    return SMTPRecipientsRefused({ADDRESS: (code, b"5.1.1 No such user \xd1\x96")})


def issued(olena, course, template, now=YESTERDAY):
    return issue_for_course(person=olena, course=course, template=template, now=now)


def came_back():
    return list(CertificateMail.objects.came_back())


# It leaves


def test_a_mail_that_left_is_recorded_with_a_mark_of_its_own(certificate):
    (sent,) = CertificateMail.objects.all()
    (message,) = mail.outbox

    assert (sent.about, sent.address, sent.bounced_at) == (About.ISSUED, ADDRESS, None)
    assert sent.sent_at
    assert message.extra_headers["Message-ID"].startswith(f"<certificate-{sent.pk}-")
    assert message.message()["From"] == message.from_email == "school@localhost"
    assert message.message()["Auto-Submitted"] == "auto-generated"


def test_it_comes_back_to_an_address_of_its_own_where_there_is_one(settings, olena, course, template):
    settings.BOUNCES_EMAIL = "back@school.example"
    issued(olena, course, template)

    message, sent = mail.outbox[0], CertificateMail.objects.get()
    assert message.from_email.startswith(f"back+{sent.pk}-") and message.from_email.endswith("@school.example")
    assert message.message()["From"] == "school@localhost"


# It is refused at once


@pytest.mark.parametrize("error", [no_such_user(), SMTPDataError(554, b"5.7.1 Not wanted")])
def test_what_is_refused_for_good_came_back_and_is_not_tried_again(server, olena, course, template, error):
    server[ADDRESS] = error
    certificate = issued(olena, course, template)
    server.clear()

    send_certificate.call(certificate.pk)
    finish_certificates.call()

    (back,) = came_back()
    assert back.status in {"550", "554"}
    assert back.reason in {"5.1.1 No such user і", "5.7.1 Not wanted"}
    assert (mail.outbox, Certificate.objects.get().mailed_at) == ([], None)
    assert ModelLogEntry.objects.get(action="certificates.mail.bounce").data == {
        "number": certificate.number, "status": back.status
    }  # fmt: skip


@pytest.mark.parametrize(
    "error",
    [no_such_user(450), SMTPDataError(451, b"Later"), SMTPSenderRefused(550, b"Who?", "a@b"), SMTPServerDisconnected()],
)
def test_what_is_not_taken_for_now_or_through_our_own_fault_waits_and_is_sent_by_the_round(
    server, olena, course, template, error
):
    server[ADDRESS] = error
    issued(olena, course, template)
    assert came_back() == []
    assert CertificateMail.objects.waiting().count() == 1
    server.clear()

    finish_certificates.call()

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert CertificateMail.objects.get().sent_at


def test_of_several_contacts_each_is_told_once_though_one_has_to_wait(server, certified):
    server["b@example.org"] = ConnectionRefusedError()
    with pytest.raises(ConnectionRefusedError):
        send_certificate.call(certified.pk)
    assert Certificate.objects.get().mailed_at is None
    server.clear()

    send_certificate.call(certified.pk)

    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org", "c@example.org"]
    assert Certificate.objects.get().mailed_at


@pytest.fixture
def certified(olena, course, template):
    """Of an organization with three contacts, none of whom is told yet."""
    from people.models import Membership, Organization  # noqa: PLC0415 -- of this fixture alone

    certificate = issued(olena, course, template)
    mail.outbox.clear()
    CertificateMail.objects.all().delete()
    spilka = Organization.objects.create(name="Спілка", region="UA-05")
    for letter in "abc":
        person = Person.objects.create(legal_name=letter, display_name=letter, email=f"{letter}@example.org")
        Membership.objects.create(person=person, organization=spilka, is_contact=True)
    to = {"person": None, "organization": spilka, "role": "organization", "mailed_at": None}
    Certificate.objects.filter(pk=certificate.pk).update(**to)
    return certificate


# It comes back


def letter_about(sent, **changes):
    message = next(one for one in mail.outbox if f"-{sent.pk}-" in one.extra_headers["Message-ID"])
    return bounce(message.extra_headers["Message-ID"], **changes)


def test_what_a_server_wrote_is_kept_with_the_mail_once(certificate):
    letter = letter_about(CertificateMail.objects.get())

    for _twice in range(2):
        take(letter, now=NOON)

    (back,) = came_back()
    assert (back.bounced_at, back.status) == (NOON, "5.1.1")
    assert back.told.endswith("User unknown")
    assert ModelLogEntry.objects.filter(action="certificates.mail.bounce").count() == 1


def test_a_letter_about_a_mail_that_is_no_longer_kept_changes_nothing(certificate):
    letter = letter_about(CertificateMail.objects.get())
    CertificateMail.objects.all().delete()

    with pytest.raises(NotAReport):
        take(letter, now=NOON)


# It is sent again


@pytest.fixture
def back(certificate):
    """The mail about a certificate came back a month ago, when it had been sent."""
    take(letter_about(CertificateMail.objects.get()), now=NOON)
    mail.outbox.clear()
    return certificate


def test_once_the_address_is_put_right_the_round_sends_it_there(back):
    finish_certificates.call()
    assert mail.outbox == []
    Person.objects.update(email="right@example.org")

    finish_certificates.call()
    finish_certificates.call()

    assert [message.to for message in mail.outbox] == [["right@example.org"]]
    assert came_back() == []
    assert [(row.address, bool(row.sent_at), bool(row.settled_at)) for row in CertificateMail.objects.all()] == [
        ("right@example.org", True, False), (ADDRESS, True, True)
    ]  # fmt: skip


def test_somebody_may_say_that_it_goes_to_the_same_address_again(back, admin):
    send_again(certificate=back, by=admin.user, now=NOON)

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert came_back() == []
    assert ModelLogEntry.objects.get(action="certificates.mail.again").user == admin.user


def test_it_may_come_back_again(back, admin):
    send_again(certificate=back, by=admin.user, now=NOON)
    later = CertificateMail.objects.first()

    take(letter_about(later), now=NOON + timedelta(days=1))

    assert came_back() == [later]


def test_a_late_letter_about_the_former_mail_asks_for_nobody(certificate, olena):
    first = CertificateMail.objects.get()
    letter = letter_about(first)
    CertificateMail.objects.create(
        certificate=certificate,
        person=olena,
        address="right@example.org",
        about=About.ISSUED,
        created_at=NOON,
        sent_at=NOON,
    )

    take(letter, now=NOON)

    assert CertificateMail.objects.get(pk=first.pk).bounced_at == NOON
    assert came_back() == []


def test_where_nothing_came_back_nothing_is_sent_again(certificate):
    mail.outbox.clear()

    with pytest.raises(CertificateRefused, match="came back"):
        send_again(certificate=certificate, by=None, now=NOON)

    assert mail.outbox == []


def test_of_one_that_was_revoked_meanwhile_nothing_is_sent_and_nobody_is_asked(back):
    revoke(certificate=back, reason="Помилка", by=None, now=NOON)

    send_again(certificate=back, by=None, now=NOON)

    assert (mail.outbox, came_back()) == ([], [])


def test_a_mail_about_a_suspension_is_sent_again_as_what_is_true_by_now(server, certificate):
    server[ADDRESS] = no_such_user()
    suspend(certificate=certificate, reason="Перевіряємо", by=None, now=timezone.now())
    assert [one.about for one in came_back()] == [About.SUSPENDED]
    server.clear()
    mail.outbox.clear()

    send_again(certificate=certificate, by=None, now=timezone.now())

    assert [message.subject for message in mail.outbox] == ["Your certificate is suspended: Бюджет громади"]
    assert came_back() == []
