"""A certificate that does not hold for a time: what its page says, who may do what, and that it holds again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import ModelLogEntry

from certificates.archive import pdf_of
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import correct_name, renew, revoke
from certificates.models import Certificate, State
from certificates.suspending import reinstate, suspend
from people.models import User
from people.roles import COORDINATORS, TRAINERS

from .conftest import NOON, sign_in

WORDS = {"reason": "Скарга тренерки", "note": "Школа перевіряє дані."}


@pytest.fixture
def suspended(certificate):
    mail.outbox.clear()
    return suspend(certificate=certificate, by=None, now=NOON, **WORDS)


def page(certificate):
    return reverse("verify_number", args=[certificate.number])


def step(certificate, name):
    return reverse("certificate:step", args=[certificate.pk, name])


def refusal_of(verb, **arguments):
    with pytest.raises(CertificateRefused) as refused:
        verb(now=NOON, **{"by": None, **arguments})
    return refused.value.code


def test_its_page_says_so_in_words_and_nothing_of_whose_it_is(client, suspended):
    response = client.get(page(suspended))

    assertContains(response, "The certificate is suspended", count=2)  # title and heading
    assertContains(response, "does not hold since 15")
    assertContains(response, "Школа перевіряє дані.")
    for hidden in ("Олена", "Бюджет громади", "Скарга"):
        assertNotContains(response, hidden)
    assertNotContains(response, "cert good")


def test_a_program_is_told_the_same(client, suspended):
    said = client.get(page(suspended), HTTP_ACCEPT="application/json").json()

    assert (said["state"], said["note"]) == ("suspended", "Школа перевіряє дані.")
    assert said["suspended_at"] == NOON.isoformat()
    assert (said["recipient"], said["subject"], said["details"]) == (None, None, [])


def test_reinstated_it_is_as_if_nothing_had_been_but_for_its_history(client, certificate):
    before, file = client.get(page(certificate)).content, pdf_of(certificate)
    user = User.objects.create_user("admin@example.org")
    suspend(certificate=certificate, by=user, now=NOON, **WORDS)
    again = reinstate(certificate=certificate, reason="Скаргу відхилено", by=user, now=NOON)

    assert (client.get(page(certificate)).content, pdf_of(again)) == (before, file)
    entries = ModelLogEntry.objects.for_instance(certificate).exclude(action="certificates.issue").order_by("pk")
    assert [(entry.action, entry.data["reason"], entry.user) for entry in entries] == [
        ("certificates.suspend", "Скарга тренерки", user),
        ("certificates.reinstate", "Скаргу відхилено", user),
    ]


def test_the_holder_is_told_both_times_in_their_language(certificate, suspended, olena):
    reinstate(certificate=certificate, reason="Так", by=None, now=NOON)

    first, second = mail.outbox
    assert (first.to, first.subject) == (["olena@example.org"], "Your certificate is suspended: Бюджет громади")
    assert "Школа перевіряє дані." in first.body and "school@localhost" in first.body
    assert "Скарга" not in first.body
    assert second.subject == "Your certificate holds again: Бюджет громади"
    assert page(certificate) in second.body


def test_who_gave_no_address_is_not_mailed(certificate, olena):
    olena.email = ""
    olena.save()
    mail.outbox.clear()

    suspend(certificate=certificate, by=None, now=NOON, **WORDS)

    assert mail.outbox == []


def test_twice_changes_nothing(suspended):
    again = suspend(certificate=suspended, reason="Інше", by=None, now=NOON + timedelta(days=1))

    assert (again.suspended_at, again.suspension_reason) == (NOON, "Скарга тренерки")
    assert len(mail.outbox) == 1


def test_without_a_reason_nothing_is_decided(certificate):
    assert refusal_of(suspend, certificate=certificate, reason=" ") == "no_reason"
    suspend(certificate=certificate, by=None, now=NOON, **WORDS)
    assert refusal_of(reinstate, certificate=certificate, reason=" ") == "no_reason"


def test_what_does_not_fit_its_state_is_refused(certificate, olena, course, template):
    assert refusal_of(reinstate, certificate=certificate, reason="Так") == "not_suspended"
    suspend(certificate=certificate, by=None, now=NOON, **WORDS)

    assert refusal_of(correct_name, certificate=certificate, name="Олена Ковальчук") == "suspended"
    assert refusal_of(renew, certificate=certificate) == "suspended"
    assert refusal_of(issue_for_course, person=olena, course=course, template=template) == "suspended"
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_ended_is_neither_suspended_nor_reinstated(certificate, ended):
    if ended == "revoked":
        suspend(certificate=certificate, by=None, now=NOON, **WORDS)
        revoke(certificate=certificate, reason="Підтвердилося", by=None, now=NOON)
    else:
        correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)

    assert refusal_of(suspend, certificate=certificate, reason="Так") in {"not_valid"}
    assert refusal_of(reinstate, certificate=certificate, reason="Так") == "not_valid"
    certificate.refresh_from_db()
    assert certificate.state_at(NOON) in {State.REVOKED, State.SUPERSEDED}


def test_its_holder_reads_of_it_and_takes_and_shows_nothing_meanwhile(owner, suspended, keys):
    response = owner.get(reverse("my_certificates"))
    number = suspended.number

    assertContains(response, "Suspended since 15")
    assertContains(response, "Школа перевіряє дані.")
    doors = [
        reverse("certificate_pdf", args=[number]),
        reverse("share_certificate", args=[number]),
        reverse("my_badge", args=[number]),
        reverse("my_badge_file", args=[number, "png"]),
    ]
    for door in doors:
        assertNotContains(response, f'href="{door}"')
        assert owner.get(door).status_code == 404
    reinstate(certificate=suspended, reason="Так", by=None, now=NOON)
    assert {owner.get(door).status_code for door in doors} == {200}


def test_an_administrator_suspends_and_reinstates(admin, certificate):
    without = admin.post(step(certificate, "suspend"), {"reason": ""})
    admin.post(step(certificate, "suspend"), WORDS)
    suspended = Certificate.objects.get()
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk]))
    admin.post(step(certificate, "reinstate"), {"reason": "Скаргу відхилено"})

    assert list(without.context["form"].errors) == ["reason"]
    assert (suspended.suspended_by, suspended.suspension_reason) == (admin.user, "Скарга тренерки")
    assertContains(shown, "Скарга тренерки")
    assertContains(shown, step(certificate, "reinstate"))
    assertNotContains(shown, step(certificate, "suspend"))
    assert admin.get(reverse("certificate_pdf", args=[certificate.number])).status_code == 200
    assert Certificate.objects.get().state_at(NOON) == State.VALID
    assertContains(admin.get(reverse("certificate:history", args=[certificate.pk])), "Certificate reinstated")


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS])
@pytest.mark.parametrize("name", ["suspend", "reinstate"])
def test_nobody_else_does(client, certificate, role, name):
    sign_in(client, role)

    client.post(step(certificate, name), WORDS)

    assert Certificate.objects.get().suspended_at is None
