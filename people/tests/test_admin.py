"""People and organizations in Wagtail's admin."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Membership, Organization, Person, User
from people.roles import COORDINATORS, TRAINERS, add_to_role

pytestmark = pytest.mark.django_db
BACKEND = "people.backends.SchoolBackend"


@pytest.fixture
def coordinator(client):
    user = User.objects.create_user("coordinator@example.org")
    add_to_role(user=user, role=COORDINATORS)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def hromada():
    return Organization.objects.create(name="Жива громада", region="UA-77", community="Вижницька", grant_holder=True)


def person(name="Олена Коваль", **fields):
    return Person.objects.create(legal_name=name, display_name=name.split()[0], **fields)


def listed(response):
    return [str(row) for row in response.context["object_list"]]


def card(**changes):
    """What the form of a person posts, with one organization."""
    fields = {"legal_name": "Олена Коваль", "display_name": "Олена", "language": "uk", "email": "olena@example.org"}
    blank = dict.fromkeys(["phone", "region", "community", "settlement", "gender"], "")
    inline = {"memberships-INITIAL_FORMS": "0", "memberships-MIN_NUM_FORMS": "0", "memberships-MAX_NUM_FORMS": "1000"}
    return {**blank, **fields, **inline, "memberships-TOTAL_FORMS": "0", **changes}


def test_coordinator_adds_a_person_with_an_organization(coordinator, hromada):
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-organization": hromada.pk,
        "memberships-0-position": "бухгалтерка",
        "memberships-0-id": "",
        "memberships-0-DELETE": "",
    }

    response = coordinator.post(reverse("person:add"), card(**rows))

    assert response.status_code == 302
    membership = Membership.objects.get()
    assert (membership.person.legal_name, membership.organization, membership.position) == (
        "Олена Коваль",
        hromada,
        "бухгалтерка",
    )


def test_the_same_organization_twice_is_refused_beside_the_rows(coordinator, hromada):
    rows = {"memberships-TOTAL_FORMS": "2"}
    for number in range(2):
        rows |= {
            f"memberships-{number}-organization": hromada.pk,
            f"memberships-{number}-position": "",
            f"memberships-{number}-id": "",
            f"memberships-{number}-DELETE": "",
        }

    response = coordinator.post(reverse("person:add"), card(**rows))

    assert response.status_code == 200
    assert not response.context["form"].formsets["memberships"].is_valid()
    assert not Person.objects.exists()


def test_the_same_address_twice_is_refused_in_words(coordinator):
    person(email="OLENA@example.org")

    response = coordinator.post(reverse("person:add"), card())

    assert response.status_code == 200
    assert Person.objects.count() == 1
    assert list(response.context["form"].errors) == ["__all__"]


@pytest.mark.parametrize("query", ["коваль", "Ков", "olena@example.org"])
def test_people_are_found_by_name_and_address(coordinator, query):
    person(email="olena@example.org")
    person("Тарас Гнатюк", email="taras@example.org")

    assert listed(coordinator.get(reverse("person:index"), {"q": query})) == ["Олена Коваль"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"region": "UA-77"}, ["Олена Коваль"]),
        ({"settlement": "city"}, ["Тарас Гнатюк"]),
        ({"account": "true"}, ["Тарас Гнатюк"]),
        ({"account": "false"}, ["Олена Коваль"]),
    ],
)
def test_people_are_filtered(coordinator, filters, found):
    person(region="UA-77", settlement="village")
    person("Тарас Гнатюк", settlement="city", user=User.objects.create_user("taras@example.org"))

    assert listed(coordinator.get(reverse("person:index"), filters)) == found


def test_people_are_exported_as_a_spreadsheet_and_as_text(coordinator):
    person(email="olena@example.org", region="UA-77", settlement="village")

    text = coordinator.get(reverse("person:index"), {"export": "csv"})
    lines = b"".join(text.streaming_content).decode().splitlines()
    sheet = coordinator.get(reverse("person:index"), {"export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)

    assert len(lines) == len(rows) == 2
    assert "Олена Коваль" in lines[1]
    assert rows[1][:3] == ("Олена Коваль", "Олена", "olena@example.org")


def test_organizations_are_listed_with_the_number_of_people(coordinator, hromada):
    Membership.objects.create(person=person(), organization=hromada)
    Membership.objects.create(person=person("Тарас Гнатюк"), organization=hromada)

    response = coordinator.get(reverse("organization:index"), {"region": "UA-77", "grant_holder": "true"})

    assert [(row.name, row.members) for row in response.context["object_list"]] == [("Жива громада", 2)]


def test_an_edrpou_code_has_eight_digits(coordinator, hromada):
    fields = {"name": "Нова", "name_en": "", "region": "UA-77", "community": "", "settlement": "", "website": ""}

    wrong = coordinator.post(reverse("organization:add"), {**fields, "edrpou": "1234567a"})
    right = coordinator.post(reverse("organization:add"), {**fields, "edrpou": "12345678"})

    assert list(wrong.context["form"].errors) == ["edrpou"]
    assert right.status_code == 302


def test_an_organization_with_people_is_kept(client, hromada):
    client.force_login(User.objects.create_superuser("admin@example.org"), backend=BACKEND)
    Membership.objects.create(person=person(), organization=hromada)

    response = client.post(reverse("organization:delete", args=[hromada.pk]))

    assert response["Location"] == reverse("organization:edit", args=[hromada.pk])
    assert Organization.objects.filter(pk=hromada.pk).exists()


@pytest.mark.parametrize("name", ["person:index", "person:add", "organization:index", "organization:add"])
def test_a_trainer_does_not_see_the_register(client, name):
    user = User.objects.create_user("trainer@example.org")
    add_to_role(user=user, role=TRAINERS)
    client.force_login(user, backend=BACKEND)

    assert client.get(reverse(name))["Location"] == reverse("wagtailadmin_home")


def test_a_coordinator_may_not_delete_a_person(coordinator):
    kept = person()

    coordinator.post(reverse("person:delete", args=[kept.pk]))

    assert Person.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("name", ["person:index", "organization:index"])
def test_lists_take_the_same_number_of_queries_for_one_and_many(coordinator, hromada, name):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert coordinator.get(reverse(name)).status_code == 200
        return len(captured)

    Membership.objects.create(person=person(), organization=hromada)
    queries()
    one = queries()
    for number in range(3):
        other = Organization.objects.create(name=f"Громада {number}", region="UA-05")
        Membership.objects.create(person=person(f"Особа {number}"), organization=other)

    assert queries() == one
