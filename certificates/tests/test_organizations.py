"""Certificates of organizations: given when enough of their people completed a course, held by their contacts."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.archive import pdf_of
from certificates.life import correct_name, revoke
from certificates.models import Certificate, CertificateRule
from certificates.rules import judge
from certificates.runs import approve, plan
from certificates.tasks import send_certificate
from courses.models import Enrollment
from people.models import Membership, Organization, Person, User

from .conftest import NOON
from .samples import one_line

NAMES = ("Анна", "Борис", "Віра")


@pytest.fixture
def spilka(db):
    return Organization.objects.create(name="Спілка «Джерело»", name_en="Dzherelo Union", region="UA-32")


@pytest.fixture
def rule(course, template):
    fields = {"role": "organization", "min_people": 2, "automatic": False}
    return CertificateRule.objects.create(course=course, template=template, **fields)


def join(organization, name, cohort=None, **fields):
    """A member; with a cohort, one who completed its course."""
    person = Person.objects.create(legal_name=name, display_name=name, **fields)
    Membership.objects.create(person=person, organization=organization)
    if cohort:
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    return person


@pytest.fixture
def contact(spilka):
    """Who answers for the organization, with an account."""
    user = User.objects.create_user("contact@example.org")
    person = join(spilka, "Галина", email="contact@example.org", user=user)
    Membership.objects.filter(person=person).update(is_contact=True)
    return user


@pytest.fixture
def certified(spilka, rule, cohort, contact, committed):
    for name in NAMES[:2]:
        join(spilka, name, cohort)
    with committed():
        approve(run=plan(rule=rule, by=None, now=NOON), by=None, now=NOON)
    return Certificate.objects.get()


def test_enough_of_its_people_and_each_counted_once(spilka, rule, cohort):
    anna = join(spilka, "Анна", cohort)
    Enrollment.objects.create(person=anna, cohort=cohort, enrolled_at=NOON, completed_at=NOON, withdrawn_at=NOON)
    join(spilka, "Борис")
    one = judge(rule=rule, people=[spilka.pk], now=NOON)[spilka.pk]
    join(spilka, "Віра", cohort)
    two = judge(rule=rule, people=[spilka.pk], now=NOON)[spilka.pk]

    assert (one.problem, one.facts) == ("people", {"done": 1, "asked": 2})
    assert (two.earned, two.evidence["people"]) == (True, 2)


def test_a_list_names_organizations_who_gets_one_and_who_not_and_why(admin, spilka, rule, cohort):
    other = Organization.objects.create(name="Інша", region="UA-32")
    join(other, "Ганна", cohort)
    for name in NAMES[:2]:
        join(spilka, name, cohort)

    admin.post(reverse("issue_run:plan"), {"rule": rule.pk, "cohort": ""})
    run = rule.runs.get()
    shown = admin.get(reverse("issue_run:inspect", args=[run.pk])).content.decode()
    admin.post(reverse("issue_run:approve", args=[run.pk]), {"row": [row.pk for row in run.rows.all()]})
    done = admin.get(reverse("issue_run:inspect", args=[run.pk])).content.decode()

    assert "Its people who completed the course: 1 of 2." in shown
    certificate = Certificate.objects.get()
    assert (certificate.organization, certificate.person) == (spilka, None)
    assert certificate.number in done


def test_it_says_how_many_and_when_and_names_nobody(client, certified):
    page = client.get(reverse("verify_number", args=[certified.number]))
    plain = client.get(reverse("verify_number", args=[certified.number]), headers={"accept": "application/json"}).json()

    assert (plain["state"], plain["recipient"]) == ("valid", "Спілка «Джерело»")
    assert "2" in plain["details"][0]
    assert certified.evidence["people"] == 2
    assert "Спілка «Джерело»" in one_line(pdf_of(certified))
    for name in NAMES:
        assert name not in page.content.decode()
        assert name not in str(plain) + str(certified.statement) + str(certified.evidence)


def test_issuing_again_gives_no_second_and_the_database_refuses_one(certified, rule):
    again = plan(rule=rule, by=None, now=NOON)

    assert [row.problem for row in again.rows.all()] == ["has_one"]
    certified.pk, certified.number = None, "0000-0000-0000"
    with pytest.raises(IntegrityError), transaction.atomic():
        certified.save(force_insert=True)


def test_it_is_revoked_and_its_name_corrected_like_any(client, certified, spilka):
    new = correct_name(certificate=certified, name="Спілка «Джерела»", by=None, now=NOON)
    revoke(certificate=new, reason="Помилка", by=None, now=NOON)

    told = [
        client.get(reverse("verify_number", args=[number]), headers={"accept": "application/json"}).json()["state"]
        for number in (certified.number, new.number)
    ]
    assert (new.organization, new.evidence) == (spilka, certified.evidence)
    assert told == ["superseded", "revoked"]


def test_an_english_certificate_has_its_english_name(spilka, rule, cohort, contact, template):
    template.language = "en"
    template.save()
    for name in NAMES[:2]:
        join(spilka, name, cohort)
    approve(run=plan(rule=rule, by=None, now=NOON), by=None, now=NOON)

    assert Certificate.objects.get().recipient == "Dzherelo Union"


# Its contacts


def test_its_contacts_are_told_once_each_in_their_language(certified):
    sent = list(mail.outbox)
    send_certificate.call(certified.pk)

    assert [message.to for message in sent] == [["contact@example.org"]]
    assert "/my/organizations/certificates/" in sent[0].body
    assert mail.outbox == sent


def test_an_organization_without_contacts_is_told_when_it_has_one(spilka, rule, cohort):
    for name in NAMES[:2]:
        join(spilka, name, cohort)
    approve(run=plan(rule=rule, by=None, now=NOON), by=None, now=NOON)
    certificate = Certificate.objects.get()
    send_certificate.call(certificate.pk)
    before = list(mail.outbox)
    person = join(spilka, "Дана", email="dana@example.org")
    Membership.objects.filter(person=person).update(is_contact=True)
    send_certificate.call(certificate.pk)

    assert before == []
    assert [message.to for message in mail.outbox] == [["dana@example.org"]]


def doors(certificate):
    return [
        reverse("certificate_pdf", args=[certificate.number]),
        reverse("certificate_evidence", args=[certificate.number]),
    ]


def test_its_contact_sees_it_and_takes_the_file(client, certified, contact):
    client.force_login(contact)

    shown = client.get(reverse("organization_certificates")).content.decode()
    opened = [client.get(door).status_code for door in doors(certified)]
    learning = client.get(reverse("my_learning")).content.decode()

    assert all(f'href="{door}"' in shown for door in doors(certified))
    assert opened == [200, 200]
    assert f'href="{reverse("organization_certificates")}"' in learning
    assert certified.number not in client.get(reverse("my_certificates")).content.decode()
    revoke(certificate=certified, reason="Помилка", by=None, now=NOON)
    assert client.get(doors(certified)[0]).status_code == 404
    assert "Revoked" in client.get(reverse("organization_certificates")).content.decode()


@pytest.mark.parametrize("who", ["member", "contact of another", "former contact", "nobody"])
def test_nobody_else_does(client, certified, contact, who):
    user = contact
    if who == "former contact":
        Membership.objects.update(is_contact=False)
    elif who != "nobody":
        user = User.objects.create_user("other@example.org")
        person = Person.objects.get(legal_name="Анна")
        Person.objects.filter(pk=person.pk).update(user=user)
        if who == "contact of another":
            other = Organization.objects.create(name="Інша", region="UA-32")
            Membership.objects.create(person=person, organization=other, is_contact=True)
    if who != "nobody":
        client.force_login(user)

    assert [client.get(door).status_code for door in doors(certified)] == [302 if who == "nobody" else 404] * 2
    shown = client.get(reverse("organization_certificates"))
    assert certified.number not in shown.content.decode()
    assert client.get(reverse("share_certificate", args=[certified.number])).status_code in {302, 404}
    assert client.get(reverse("my_badge", args=[certified.number])).status_code in {302, 404}


def test_who_is_nobodys_contact_reads_when_an_organization_gets_one(client, db):
    client.force_login(User.objects.create_user("new@example.org"))

    assert "No certificates yet." in client.get(reverse("organization_certificates")).content.decode()


def test_their_page_costs_the_same_for_one_and_many(client, certified, contact, course, template):
    client.force_login(contact)

    def cost():
        client.get(reverse("organization_certificates"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("organization_certificates"))
        return len(captured)

    one = cost()
    for number in range(2):
        former = Certificate.objects.valid().get()
        correct_name(certificate=former, name=f"Спілка {number}", by=None, now=NOON + timedelta(days=number))

    assert cost() == one


def test_an_organization_that_is_certified_is_not_deleted(client, certified, spilka, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@example.org"))
    Membership.objects.all().delete()

    response = client.post(reverse("organization:delete", args=[spilka.pk]), follow=True)

    assert "There are records about this" in response.content.decode()
    assert Organization.objects.filter(pk=spilka.pk).exists()
