"""The administrator's steps: issue, revoke, try again, decide not to; rules."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from certificates.models import Certificate, PendingCertificate
from people.models import Person

from .conftest import complete


def issue_form(**changes):
    return {"who": "olena@example.org", "course": "", "event": "", "template": "", **changes}


@pytest.mark.parametrize("who", ["olena@example.org", "OLENA@example.org", " Олена Коваль "])
def test_an_administrator_issues_by_address_or_name(admin, olena, course, template, who):
    response = admin.post(reverse("certificate:issue"), issue_form(who=who, course=course.pk, template=template.pk))

    certificate = Certificate.objects.get()
    assert response["Location"] == reverse("certificate:inspect", args=[certificate.pk])
    assert (certificate.person, certificate.course, certificate.issued_by) == (olena, course, admin.user)
    assert ModelLogEntry.objects.for_instance(certificate).get().user == admin.user


def test_a_certificate_issued_by_hand_names_the_dates_of_the_cohort(admin, olena, cohort, course, template):
    complete(olena, cohort)

    admin.post(reverse("certificate:issue"), issue_form(course=course.pk, template=template.pk))

    dates = "16\N{NO-BREAK SPACE}січня 2027 – 15\N{NO-BREAK SPACE}лютого 2027"
    assert Certificate.objects.get().statement["details"][1] == dates


def test_an_administrator_issues_for_an_event(admin, olena, event, template):
    admin.post(reverse("certificate:issue"), issue_form(event=event.pk, template=template.pk))

    assert Certificate.objects.get().event == event


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": ""}, "who"),
        ({"who": "nobody@example.org"}, "who"),
        ({"who": "Тезка Тезко"}, "who"),
        ({"template": ""}, "template"),
        ({"course": ""}, "__all__"),
    ],
)
def test_what_is_missing_or_unclear_is_said_beside_its_field(admin, olena, course, template, changes, field):
    for _number in range(2):
        Person.objects.create(legal_name="Тезка Тезко", display_name="Тезка")

    response = admin.post(
        reverse("certificate:issue"), {**issue_form(course=course.pk, template=template.pk), **changes}
    )

    assert list(response.context["form"].errors) == [field]
    assert not Certificate.objects.exists()


def test_a_name_that_cannot_be_printed_is_said_in_the_form(admin, olena, course, template):
    Person.objects.update(legal_name="Олена 🌻")

    response = admin.post(reverse("certificate:issue"), issue_form(course=course.pk, template=template.pk))

    assert "🌻" in response.context["form"].non_field_errors()[0]


def test_an_administrator_revokes_and_the_reason_is_kept(admin, certificate):
    url = reverse("certificate:step", args=[certificate.pk, "revoke"])
    assert admin.get(url).status_code == 200

    refused = admin.post(url, {"reason": " "})
    admin.post(url, {"reason": "Помилка в імені"})

    certificate.refresh_from_db()
    assert list(refused.context["form"].errors) == ["reason"]
    assert (certificate.revocation_reason, certificate.revoked_by) == ("Помилка в імені", admin.user)
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    assert "Помилка в імені" in shown
    assert url not in shown


def test_trying_again_after_the_name_is_right_issues(admin, refused):
    url = reverse("pending_certificate:retry", args=[refused.pk])
    still = admin.post(url)
    Person.objects.update(legal_name="Олена Коваль")

    response = admin.post(url)

    certificate = Certificate.objects.get()
    assert still["Location"] == reverse("pending_certificate:inspect", args=[refused.pk])
    assert response["Location"] == reverse("certificate:inspect", args=[certificate.pk])
    assert certificate.recipient == "Олена Коваль"
    assert not PendingCertificate.objects.exists()


def test_deciding_not_to_issue_is_logged(admin, refused):
    admin.post(reverse("pending_certificate:dismiss", args=[refused.pk]))

    assert not PendingCertificate.objects.exists()
    entry = ModelLogEntry.objects.get(action="certificates.dismiss")
    assert (entry.user, entry.data["rule"]) == (admin.user, "Бюджет громади")
