"""The mail about a certificate."""

import pytest
from django.core import mail

from certificates.emails import mail_about
from certificates.issuing import issue_for_course
from certificates.models import Certificate, CertificateMail
from certificates.tasks import send_certificate, write_pdf
from people.models import Person, User

from .conftest import NOON


@pytest.fixture
def issued(olena, course, template):
    """Nobody was told yet."""
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)
    mail.outbox.clear()
    CertificateMail.objects.all().delete()
    return certificate


def mail_of(certificate):
    return mail_about(certificate, certificate.person, CertificateMail.About.ISSUED)


def account_for(person):
    person.user = User.objects.create_user(person.email)
    person.save()


def test_it_names_what_was_certified_and_brings_no_file(issued):
    message = mail_of(issued)

    assert (message.to, message.subject) == (["olena@example.org"], "Your certificate: Бюджет громади")
    assert message.body.startswith("Good day, Олена К.! Your certificate is ready:\n\nБюджет громади\n№ ")
    assert issued.number in message.body
    assert message.attachments == []


@pytest.mark.parametrize(("language", "prefix"), [("uk", ""), ("en", "/en")])
def test_who_has_an_account_is_sent_to_the_file_in_their_language(issued, olena, language, prefix):
    account_for(olena)
    olena.language = language
    body = mail_of(Certificate(person=olena, number=issued.number, statement=issued.statement)).body

    assert f"\nhttp://testserver{prefix}/my/certificates/\n" in body
    assert body.endswith(f"\nhttp://testserver{prefix}/c/{issued.number}\n")
    assert "signup" not in body


def test_who_has_none_is_told_how_to_come_by_the_file(issued):
    body = mail_of(issued).body

    assert "create an account with the address olena@example.org" in body
    assert "\nhttp://testserver/signup/\n" in body
    assert body.endswith(f"\nhttp://testserver/c/{issued.number}\n")


def test_a_title_with_a_line_break_stays_one_subject(issued):
    issued.statement["subject"] = "Бюджет\nгромади"

    assert mail_of(issued).subject == "Your certificate: Бюджет громади"


def test_it_is_sent_once_however_often_the_task_runs(issued):
    Certificate.objects.update(mailed_at=None)

    send_certificate.call(issued.pk)
    send_certificate.call(issued.pk)

    assert len(mail.outbox) == 1
    assert Certificate.objects.get().mailed_at


@pytest.mark.parametrize("change", [{"revoked_at": NOON, "revocation_reason": "Помилка"}, {"mailed_at": NOON}])
def test_it_is_not_sent_about_what_was_revoked_or_mailed(issued, change):
    Certificate.objects.update(**{"mailed_at": None, **change})

    send_certificate.call(issued.pk)

    assert mail.outbox == []


def test_who_gave_no_address_gets_none(issued):
    Certificate.objects.update(mailed_at=None)
    Person.objects.update(email="")

    send_certificate.call(issued.pk)

    assert mail.outbox == []
    assert Certificate.objects.get().mailed_at is None


def test_writing_the_file_twice_leaves_one(issued):
    write_pdf.call(issued.pk)
    write_pdf.call(issued.pk)

    folder, _slash, _name = Certificate.objects.get().pdf.name.rpartition("/")
    storage = Certificate.objects.get().pdf.storage
    assert [name for name in storage.listdir(folder)[1] if issued.number in name] == [f"{issued.number}.pdf"]
