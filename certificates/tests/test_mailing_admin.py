"""Who looks after certificates and people sees which mails came back, where they work, and sends them again."""

import io
import sys
from io import BytesIO, TextIOWrapper

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from calendars.reply_mail import LARGEST_LETTER
from certificates.issuing import issue_for_course
from certificates.mailing.returning import came_back
from certificates.models import Certificate, CertificateMail
from certificates.runs import approve, plan
from courses.models import Enrollment
from people.models import Person
from people.roles import COORDINATORS, TRAINERS

from .bounces import bounce
from .conftest import NOON, sign_in

REASON = "User unknown"


def return_mail(certificate):
    mail_of = CertificateMail.objects.get(certificate=certificate, bounced_at=None)
    came_back(mail_of, status="5.1.1", reason=REASON, now=NOON)


def step(certificate, name="again"):
    return reverse("certificate:step", args=[certificate.pk, name])


def bulk(certificates):
    url = reverse("wagtail_bulk_action", args=["certificates", "certificate", "mail_again"])
    return f"{url}?next={reverse('certificate:index')}&" + "&".join(f"id={each.pk}" for each in certificates)


@pytest.fixture
def three(course, template):
    """Three people's certificates; the mail about the second came back, the third has no address."""
    people = [
        Person.objects.create(legal_name=name, display_name=name, email=email)
        for name, email in [("Анна", "anna@example.org"), ("Борис", "borys@example.org"), ("Віра", "")]
    ]
    issued = [issue_for_course(person=person, course=course, template=template, now=NOON) for person in people]
    return_mail(issued[1])
    mail.outbox.clear()
    return issued


# At the certificate


def test_the_certificate_says_what_came_back_and_offers_to_send_it_again(admin, three):
    pages = [admin.get(reverse("certificate:inspect", args=[each.pk])).content.decode() for each in three]

    assert [REASON in page for page in pages] == [False, True, False]
    assert ["anna@example.org" in pages[0], "borys@example.org" in pages[1]] == [True, True]
    assert [step(each) in page for each, page in zip(three, pages, strict=True)] == [False, True, False]

    asked = admin.get(step(three[1]))
    done = admin.post(step(three[1]), follow=True)

    assertContains(asked, "It goes to the address that the person has now.")
    assertContains(done, f"The mail about certificate {three[1].number} is sent again.")
    assertContains(done, "Sent again:")
    assert [message.to for message in mail.outbox] == [["borys@example.org"]]


def test_what_did_not_come_back_is_not_sent_again(admin, three):
    assertContains(admin.post(step(three[0])), "No mail about this certificate came back")
    assert mail.outbox == []


@pytest.mark.parametrize(("key", "found"), [("back", [1]), ("sent", [0]), ("none", [2]), ("waits", [])])
def test_certificates_are_found_by_what_became_of_their_mail(admin, three, key, found):
    page = admin.get(reverse("certificate:index"), {"mail": key}).content.decode()

    assert [number for number, each in enumerate(three) if each.number in page] == found


def test_one_that_the_mail_server_has_not_taken_is_found_too(admin, three, olena):
    fields = {"person": olena, "address": "x@example.org", "about": "issued", "created_at": NOON}
    CertificateMail.objects.create(certificate=three[2], **fields)

    assertContains(admin.get(reverse("certificate:index"), {"mail": "waits"}), three[2].number)
    assertContains(admin.get(reverse("certificate:inspect", args=[three[2].pk])), "<td>waiting</td>")


def test_several_are_sent_again_at_once_and_the_rest_stays(admin, three):
    asked = admin.get(bulk(three))
    done = admin.post(bulk(three), follow=True)

    assertContains(asked, "Those that came back go to the addresses that the people have now.")
    assertContains(done, "1 certificate changed.")
    assertContains(done, "2 stay as they are")
    assert [message.to for message in mail.outbox] == [["borys@example.org"]]


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS, "participant"])
def test_nobody_else_sends_again(client, three, role):
    sign_in(client, role)

    for url in (step(three[1]), bulk(three)):
        client.post(url)

    assert mail.outbox == []


# At the list, the desk and the person


@pytest.fixture
def run(cohort, course_rule):
    for number in range(4):
        person = Person.objects.create(legal_name=f"О{number}", display_name="О", email=f"p{number}@example.org")
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    return approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)


def test_the_list_says_whose_mail_came_back_in_as_many_queries_for_three_as_for_one(client, run):
    sign_in(client, COORDINATORS)
    page = reverse("issue_run:inspect", args=[run.pk])

    def seen():
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(page).content.decode()
        return len(captured), shown.count("<b>mail came back</b>"), shown

    client.get(page)
    first, *others = Certificate.objects.order_by("pk")[:3]
    return_mail(first)
    one = seen()
    for other in others:
        return_mail(other)
    three = seen()

    assert (one[1], three[1]) == (1, 3)
    assert one[0] == three[0]
    assert "1 mail came back" in one[2] and "3 mails came back" in three[2]


def test_the_desk_counts_them_for_who_may_do_something(client, three):
    home = reverse("wagtailadmin_home")
    sign_in(client, COORDINATORS)
    assertNotContains(client.get(home), "came back")
    client.logout()
    sign_in(client, "Адміністратори")

    assertContains(client.get(home), "1 mail about a certificate came back")


def test_a_coordinator_sees_it_at_the_person_and_puts_the_address_right(client, three):
    sign_in(client, COORDINATORS)
    person = three[1].person
    page = client.get(reverse("person:edit", args=[person.pk]))

    assertContains(page, f"The mail about certificate {three[1].statement['subject']} came back")
    assertNotContains(page, three[1].number)
    assertContains(page, "borys@example.org")
    assertContains(page, f"5.1.1 {REASON}")
    assertNotContains(page, reverse("certificate:inspect", args=[three[1].pk]))
    assertNotContains(client.get(reverse("person:edit", args=[three[0].person_id])), "came back")


def test_an_administrator_is_led_from_the_person_to_the_certificate(admin, three):
    page = admin.get(reverse("person:edit", args=[three[1].person_id]))

    assertContains(page, f"The mail about certificate {three[1].number} came back")
    assertContains(page, f'href="{reverse("certificate:inspect", args=[three[1].pk])}"')


# The command


def taken(*letters, monkeypatch=None, stdin=None):
    said = io.StringIO()
    if stdin is not None:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
    call_command("take_bounce", *letters, stdout=said)
    return said.getvalue()


def letter_about(certificate):
    return bounce(mail.outbox[-1].extra_headers["Message-ID"])


def test_the_mail_server_hands_letters_in_by_its_pipe(certificate, monkeypatch):
    said = taken(stdin=letter_about(certificate), monkeypatch=monkeypatch)

    assert said == f"A mail about certificate {certificate.number} came back.\n"
    assert CertificateMail.objects.came_back().count() == 1


def test_letters_of_a_maildir_are_read_one_after_the_other(certificate, tmp_path):
    paths = [tmp_path / name for name in ("1", "2", "3")]
    paths[0].write_bytes(b"Subject: Back on Monday\r\n\r\nI am away.")
    paths[2].write_bytes(letter_about(certificate))

    assert taken(*map(str, paths)).splitlines() == [
        "The letter says of no mail of ours that it came back; nothing is changed.",
        f"{paths[1]} has gone meanwhile.",
        f"A mail about certificate {certificate.number} came back.",
    ]


def test_a_letter_without_end_is_read_to_its_end_and_not_kept(certificate, monkeypatch):
    stream = BytesIO(letter_about(certificate) + b"x" * LARGEST_LETTER * 3)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(stream))

    assert taken().startswith("The letter says of no mail of ours")
    assert not CertificateMail.objects.came_back().exists()


def test_where_the_database_cannot_be_written_the_mail_server_brings_it_again(certificate, monkeypatch):
    def locked(letter, *, now):
        raise OperationalError("database is locked")

    monkeypatch.setattr("certificates.management.commands.take_bounce.take", locked)

    with pytest.raises(CommandError, match="database is locked") as refusal:
        taken(stdin=letter_about(certificate), monkeypatch=monkeypatch)
    assert refusal.value.returncode == 75
