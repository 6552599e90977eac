"""The administrator's screens: who finds which door, and what stands behind it."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.models import Certificate, CertificateRule, CertificateTemplate, PendingCertificate
from certificates.pending import earn
from courses.models import CoursePage
from people.models import Person, User
from people.roles import COORDINATORS, TRAINERS

from .conftest import NOON, complete, sign_in

TEMPLATES = "wagtailsnippets_certificates_certificatetemplate"


def doors(certificate, pending, rule):
    return [
        reverse("certificate:index"),
        reverse("certificate:inspect", args=[certificate.pk]),
        reverse("certificate:issue"),
        reverse("certificate:step", args=[certificate.pk, "revoke"]),
        reverse("certificate:history", args=[certificate.pk]),
        reverse("pending_certificate:index"),
        reverse("pending_certificate:inspect", args=[pending.pk]),
        reverse("pending_certificate:retry", args=[pending.pk]),
        reverse("pending_certificate:dismiss", args=[pending.pk]),
        reverse("certificate_rule:index"),
        reverse("certificate_rule:add"),
        *[reverse("certificate_rule:add_kind", args=[kind]) for kind in CertificateRule.Kind],
        reverse("certificate_rule:preview", args=[rule.pk]),
        reverse("certificate_rule:edit", args=[rule.pk]),
        reverse(f"{TEMPLATES}:list"),
        reverse(f"{TEMPLATES}:add"),
        reverse(f"{TEMPLATES}:edit", args=[rule.template_id]),
        reverse(f"{TEMPLATES}:preview_on_add"),
        reverse(f"{TEMPLATES}:preview_on_edit", args=[rule.template_id]),
    ]


@pytest.fixture
def every_door(certificate, course_rule, cohort):
    other = Person.objects.create(legal_name="Тарас 🌻", display_name="Тарас")
    complete(other, cohort)
    return doors(certificate, PendingCertificate.objects.get(), course_rule)


def test_an_administrator_opens_every_door(admin, every_door):
    opened = {door: admin.get(door, {"mode": ""}).status_code for door in every_door}

    assert opened == dict.fromkeys(every_door, 200)


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS, "participant", "nobody"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_opens_any(client, every_door, role, method):
    if role != "nobody":
        sign_in(client, role)
    home, login = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
    before = list(Certificate.objects.values()), list(PendingCertificate.objects.values())

    for door in every_door:
        response = getattr(client, method)(door, {"reason": "Так", "mode": ""})
        assert response.status_code in {302, 403}, door
        if response.status_code == 302:
            assert response["Location"] == home or response["Location"].startswith(login), door

    assert (list(Certificate.objects.values()), list(PendingCertificate.objects.values())) == before


@pytest.mark.parametrize("name", ["certificate", "pending_certificate"])
def test_records_are_not_made_changed_or_deleted_by_a_form_even_by_a_superuser(
    client, every_door, certificate, name, django_user_model
):
    client.force_login(django_user_model.objects.create_superuser("root@example.org"))
    kept = Certificate.objects.get() if name == "certificate" else PendingCertificate.objects.get()

    for view, args in [("add", []), ("edit", [kept.pk]), ("delete", [kept.pk])]:
        response = client.post(reverse(f"{name}:{view}", args=args), {"number": "1", "problem": "1"})
        assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))

    assert type(kept).objects.filter(pk=kept.pk).values().get() == type(kept).objects.values().get()
    assert type(kept).objects.get().__dict__ | {"_state": 0} == kept.__dict__ | {"_state": 0}


def test_buttons_stand_where_the_verbs_are_allowed(admin, certificate):
    listed = admin.get(reverse("certificate:index")).content.decode()
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()

    assert f'href="{reverse("certificate:issue")}"' in listed
    assert f'href="{reverse("certificate:inspect", args=[certificate.pk])}"' in listed
    for view, *arguments in [
        ("certificate:step", certificate.pk, "revoke"),
        ("certificate:step", certificate.pk, "correct"),
        ("certificate_pdf", certificate.number),
        ("verify_number", certificate.number),
    ]:
        assert f'href="{reverse(view, args=arguments)}"' in shown


def test_a_certificate_shows_kyiv_s_time_and_a_dash_for_what_is_not_there(admin, certificate):
    shown = admin.get(reverse("certificate:inspect", args=[certificate.pk])).context["fields"]
    facts = {field["label"]: field["value"] for field in shown}

    assert facts["Issued"].isoformat() == "2027-02-15T12:00:00+02:00"
    assert (facts["Recipient"], facts["For"]) == ("Олена Коваль", "Бюджет громади")
    assert (facts["Revoked"], facts["Reason of the revocation"]) == ("–", "–")


def test_the_history_says_who_did_what_and_leads_back(admin, certificate):
    revoke(certificate=certificate, reason="Помилка", by=admin.user, now=NOON)

    page = admin.get(reverse("certificate:history", args=[certificate.pk])).content.decode()

    assert "Certificate revoked" in page
    assert admin.user.email in page
    assert f'href="{reverse("certificate:inspect", args=[certificate.pk])}"' in page
    assert reverse("certificate:edit", args=[certificate.pk]) not in page


def test_who_may_only_look_gets_no_button(client, certificate):
    user = User.objects.create_user("auditor@example.org")
    user.user_permissions.add(
        Permission.objects.get(codename="view_certificate"), Permission.objects.get(codename="access_admin")
    )
    client.force_login(user)

    listed = client.get(reverse("certificate:index")).content.decode()
    shown = client.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()

    assert certificate.number in listed
    assert reverse("certificate:issue") not in listed
    assert reverse("certificate:step", args=[certificate.pk, "revoke"]) not in shown
    assert client.get(reverse("certificate:issue")).status_code == 302


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def more_of_everything(course, template, locale, number):
    """Another course with a rule, a certificate of it, and somebody whose certificate waits."""
    other = CoursePage(title=f"Курс {number}", slug=f"kurs-{number}", lead="Ще", hours=3, locale=locale)
    Page.get_first_root_node().add_child(instance=other)
    certified = Person.objects.create(legal_name=f"Особа {number}", display_name="Особа")
    own = CertificateTemplate.objects.create(name=f"Зразок {number}", issuer="Школа", signatory="І. С.")
    issue_for_course(person=certified, course=other, template=template, now=NOON)
    rule = CertificateRule.objects.create(course=other, template=own)
    pending = earn(person=certified, rule=rule, now=NOON)
    PendingCertificate.objects.filter(pk=pending.pk).update(problem="inactive")


@pytest.mark.parametrize(
    "name",
    [
        "certificate:index",
        "pending_certificate:index",
        "certificate_rule:index",
        f"{TEMPLATES}:list",
    ],
)
def test_lists_take_the_same_number_of_queries_for_one_and_many(admin, course, template, locale, name):
    more_of_everything(course, template, locale, 1)
    queries(admin, reverse(name))
    one = queries(admin, reverse(name))
    for number in (2, 3):
        more_of_everything(course, template, locale, number)

    assert queries(admin, reverse(name)) == one


def test_certificates_are_filtered_found_and_exported(admin, olena, course, template, certificate):
    other = Person.objects.create(legal_name="Тарас Гнатюк", display_name="Тарас")
    second = issue_for_course(person=other, course=course, template=template, now=NOON)
    Certificate.objects.filter(pk=second.pk).update(revoked_at=NOON, revocation_reason="Так")

    def listed(**filters):
        return [row.number for row in admin.get(reverse("certificate:index"), filters).context["object_list"]]

    assert listed(state="valid") == [certificate.number]
    assert listed(state="revoked") == [second.number]
    assert listed(q=certificate.number) == [certificate.number]
    assert listed(q="Гнатюк") == [second.number]
    sheet = admin.get(reverse("certificate:index"), {"export": "csv"})
    rows = b"".join(sheet.streaming_content).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [second.number, certificate.number]
    assert "Тарас Гнатюк" in rows[1]


def test_what_could_not_be_issued_is_listed_with_who_what_and_why(admin, refused):
    listed = admin.get(reverse("pending_certificate:index")).content.decode()
    front = admin.get(reverse("wagtailadmin_home")).content.decode()

    for words in ["Олена 🌻", "Бюджет громади", refused.reason]:
        assert words in listed
    assert f'href="{reverse("pending_certificate:inspect", args=[refused.pk])}"' in listed
    assert f'href="{reverse("pending_certificate:index")}"' in front


def test_its_page_says_why_and_offers_what_can_be_done(admin, refused):
    shown = admin.get(reverse("pending_certificate:inspect", args=[refused.pk])).content.decode()

    assert refused.reason in shown
    for name, key in [
        ("pending_certificate:retry", refused.pk),
        ("pending_certificate:dismiss", refused.pk),
        ("person:edit", refused.person_id),
    ]:
        assert f'href="{reverse(name, args=[key])}"' in shown


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS])
def test_only_who_can_do_something_about_it_hears_of_it(client, refused, role):
    sign_in(client, role)

    assert reverse("pending_certificate:index") not in client.get(reverse("wagtailadmin_home")).content.decode()
