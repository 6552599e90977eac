"""The administrator's work with issued certificates: one by one, several at once, and in figures."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.life_steps import steps_for
from certificates.models import Certificate, State
from people.models import Person
from people.roles import COORDINATORS, TRAINERS

from .conftest import NOON, sign_in


def step(certificate, name):
    return reverse("certificate:step", args=[certificate.pk, name])


def bulk(action, certificates):
    url = reverse("wagtail_bulk_action", args=["certificates", "certificate", action])
    return f"{url}?next={reverse('certificate:index')}&" + "&".join(f"id={each.pk}" for each in certificates)


@pytest.fixture
def three(course, template):
    """Three people's certificates, one of them revoked."""
    people = [
        Person.objects.create(legal_name=name, display_name=name, region=region)
        for name, region in [("Анна", "UA-32"), ("Борис", "UA-32"), ("Віра", "")]
    ]
    issued = [issue_for_course(person=person, course=course, template=template, now=NOON) for person in people]
    revoke(certificate=issued[1], reason="Так", by=None, now=NOON)
    return list(Certificate.objects.filter(person__in=people).order_by("pk"))


@pytest.fixture
def expired(olena, course, template):
    template.valid_months = 12
    template.save()
    then = timezone.now() - timedelta(days=400)
    return issue_for_course(person=olena, course=course, template=template, now=then)


# One by one


def test_an_administrator_corrects_a_name(admin, certificate, olena):
    Person.objects.update(legal_name="Олена Ковальчук")
    asked = admin.get(step(certificate, "correct"))

    response = admin.post(step(certificate, "correct"), {"name": "Олена Ковальчук"})

    new = Certificate.objects.valid().get()
    assert asked.context["form"]["name"].value() == "Олена Ковальчук"
    assert response["Location"] == reverse("certificate:inspect", args=[new.pk])
    assert (new.recipient, new.issued_by) == ("Олена Ковальчук", admin.user)
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    assert new.number in shown
    assert step(certificate, "correct") not in shown


def test_an_administrator_renews_what_expired(admin, expired):
    response = admin.post(step(expired, "renew"))

    assert response.status_code == 302
    assert Certificate.objects.valid().get().supersedes == expired


def test_refusals_stand_in_the_form(admin, certificate):
    same = admin.post(step(certificate, "correct"), {"name": "Олена Коваль"})
    eternal = admin.post(step(certificate, "renew"))

    assert same.context["form"].non_field_errors() == ["The certificate has this name already."]
    assert eternal.context["form"].non_field_errors()
    assert Certificate.objects.get() == certificate


def test_each_state_allows_its_steps(expired):
    now = timezone.now()

    assert steps_for(Certificate(), now=now) == ["correct", "suspend", "revoke"]
    assert steps_for(expired, now=now) == ["correct", "renew", "suspend", "revoke"]
    assert steps_for(Certificate(suspended_at=now), now=now) == ["reinstate", "revoke"]
    assert steps_for(Certificate(superseded_at=now), now=now) == ["revoke"]
    assert steps_for(Certificate(revoked_at=now), now=now) == []


def test_a_step_that_does_not_exist_is_404(admin, certificate):
    assert admin.get(step(certificate, "burn")).status_code == 404


# Several at once


def test_several_are_revoked_after_a_question(admin, three):
    url = bulk("revoke", three)
    asked = admin.get(url).content.decode()
    without = admin.post(url, {"reason": ""})
    admin.post(url, {"reason": "Захід скасовано", "note": "Захід скасовано."})

    assert all(each.number in asked for each in three)
    assert list(without.context["form"].errors) == ["reason"]
    assert {each.revocation_reason for each in Certificate.objects.all()} == {"Захід скасовано", "Так"}
    assert all(each.state == State.REVOKED for each in Certificate.objects.all())


def test_of_several_those_are_renewed_whose_state_allows_it(admin, expired, three):
    response = admin.post(bulk("renew", [expired, three[0]]), follow=True)

    assert Certificate.objects.filter(supersedes__isnull=False).count() == 1
    assert "1 certificate changed. 1 stays as it is" in response.content.decode()


@pytest.mark.parametrize("action", ["revoke", "renew", "suspend", "reinstate"])
@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS])
def test_nobody_else_changes_several(client, three, role, action):
    sign_in(client, role)
    before = list(Certificate.objects.values())

    client.get(bulk(action, three))
    client.post(bulk(action, three), {"reason": "Так"})

    assert list(Certificate.objects.values()) == before


def test_several_are_suspended_and_reinstated(admin, three):
    admin.post(bulk("suspend", three), {"reason": "Скарга", "note": "Перевіряємо."})
    suspended = {
        row.pk for row in admin.get(reverse("certificate:index"), {"state": "suspended"}).context["object_list"]
    }
    figures = [row[8] for row in rows(admin)]
    response = admin.post(bulk("reinstate", three), {"reason": "Скаргу відхилено"}, follow=True)

    assert suspended == {three[0].pk, three[2].pk}  # not the revoked one
    assert figures == ["1", "1"]
    assert "2 certificates changed. 1 stays as it is" in response.content.decode()
    assert not Certificate.objects.filter(suspended_at__isnull=False).exists()


# Found


def test_certificates_are_found_by_state_and_region(admin, three, expired):
    def listed(**filters):
        return {row.pk for row in admin.get(reverse("certificate:index"), filters).context["object_list"]}

    assert listed(state="valid") == {three[0].pk, three[2].pk}
    assert listed(state="revoked") == {three[1].pk}
    assert listed(state="expired") == {expired.pk}
    assert listed(region="UA-32") == {three[0].pk, three[1].pk}


# In figures


def rows(admin, **filters):
    """The table as it is read: a list of cells for each row."""
    page = admin.get(reverse("certificate_report:index"), filters).content.decode()
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", bodies[0], re.DOTALL) if bodies else []
    return [[cell.strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)] for line in lines]


def test_the_figures_count_by_month_course_role_and_region(admin, three):
    month = "Лютий\N{NO-BREAK SPACE}2027"

    assert sorted(rows(admin)) == [
        [month, "Бюджет громади", "participants", "Kyiv oblast", "2", "2", "1", "0", "0", "0", "1"],
        [month, "Бюджет громади", "participants", "not said", "1", "1", "1", "0", "0", "0", "0"],
    ]


def test_months_are_kyiv_s(admin, olena, course, template):
    moment = NOON.replace(day=28, hour=22, minute=30)  # half past midnight of 1 March in Kyiv
    issue_for_course(person=olena, course=course, template=template, now=moment)

    assert [row[0] for row in rows(admin)] == ["Березень\N{NO-BREAK SPACE}2027"]


def test_the_figures_are_a_spreadsheet_too(admin, three):
    csv = b"".join(admin.get(reverse("certificate_report:index"), {"export": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )
    xlsx = b"".join(admin.get(reverse("certificate_report:index"), {"export": "xlsx"}).streaming_content)

    sheet = list(load_workbook(io.BytesIO(xlsx)).active.values)
    assert sheet[0][:5] == ("Month", "Course, event or programme", "Certified as", "Region", "Issued")
    assert sorted(row[4:9] for row in sheet[1:]) == [(1, 1, 1, 0, 0), (2, 2, 1, 0, 0)]
    head = (
        'Month,"Course, event or programme",Certified as,Region,Issued,People,Valid,Expired,Suspended,Replaced,Revoked'
    )
    assert csv.splitlines()[0] == head
    assert len(csv.splitlines()) == 3


def test_the_figures_can_be_narrowed(admin, three, course):
    assert rows(admin, issued_at_from="2028-01-01") == []
    assert sum(int(row[4]) for row in rows(admin, course=course.pk)) == 3


def test_the_figures_take_as_many_queries_for_many_as_for_one(admin, three, course, template):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            rows(admin)
        return len(captured)

    cost()
    before = cost()
    for number in range(3):
        person = Person.objects.create(
            legal_name=f"Особа {number}", display_name="О.", region=["UA-05", "UA-07", "UA-12"][number]
        )
        Certificate.objects.filter(
            pk=issue_for_course(person=person, course=course, template=template, now=NOON).pk
        ).update(issued_at=NOON + timedelta(days=40 * number))

    assert cost() == before


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS])
def test_the_figures_are_for_who_sees_certificates(client, three, role):
    sign_in(client, role)

    assert client.get(reverse("certificate_report:index")).status_code in {302, 403}
    assert client.get(reverse("certificate_report:results")).status_code in {302, 403}


def test_the_way_to_the_figures_is_in_the_list(admin, certificate):
    assert f'href="{reverse("certificate_report:index")}"' in admin.get(reverse("certificate:index")).content.decode()
