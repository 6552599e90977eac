"""Names stand in the order of the Ukrainian alphabet, on both databases and in Python alike."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from people.alphabet import LETTERS, Alphabetically, alphabetical
from people.models import Organization, Person
from people.regions import Region

pytestmark = pytest.mark.django_db
NAMES = ["Anna", "Андрій", "Ганна", "Ґанна", "Євген", "Зоя", "Іван", "Їжакевич", "Марʼян", "Юлія", "Яна"]


def make_people(names):
    Person.objects.bulk_create(Person(legal_name=name, display_name=name) for name in names)


def test_people_are_listed_by_the_alphabet():
    make_people(NAMES[::-1])

    assert [person.legal_name for person in Person.objects.all()] == NAMES
    assert [person.legal_name for person in Person.objects.reverse()] == NAMES[::-1]
    assert Person.objects.first().legal_name == "Anna"
    assert sorted(set(NAMES), key=alphabetical) == NAMES


def test_capitals_and_apostrophes_do_not_count():
    names = ["Мар’ян", "марʼяна", "МАР'ЯНКА", "Марко"]
    make_people(names)

    assert [person.legal_name for person in Person.objects.all()] == ["Марко", "Мар’ян", "марʼяна", "МАР'ЯНКА"]


@given(st.lists(st.text(LETTERS + LETTERS.upper() + "abzABZ 0’'ʼ-.\\%{}", max_size=6), max_size=8))
def test_the_database_and_python_agree(names):
    Person.objects.all().delete()
    make_people(names)
    found = Person.objects.annotate(place=Alphabetically("legal_name")).order_by("place", "pk")

    assert [person.place for person in found] == sorted(map(alphabetical, names))
    assert all(person.place == alphabetical(person.legal_name) for person in found)


def test_a_choice_without_doubles_keeps_the_order():
    make_people(["Іван", "Анна"])
    for name in ("Єдність", "Абетка"):
        place = Organization.objects.create(name=name, region=Region.choices[0][0])
        for person in Person.objects.all():
            place.memberships.create(person=person)

    people = Person.objects.filter(memberships__isnull=False).distinct().order_by(Alphabetically("display_name"))

    assert [person.legal_name for person in people] == ["Анна", "Іван"]
    assert people.count() == 2


@pytest.mark.parametrize("ordering", ["", "legal_name", "-legal_name"])
def test_the_list_of_the_admin_follows_it_too(admin_client, ordering):
    make_people(["Іван", "Зоя", "Єва"])

    rows = admin_client.get(reverse("person:index"), {"ordering": ordering}).context["object_list"]

    expected = ["Єва", "Зоя", "Іван"]
    assert [row.legal_name for row in rows] == (expected[::-1] if ordering.startswith("-") else expected)


def test_so_does_the_list_of_organizations(admin_client):
    for name in ("Яблуня", "Єдність", "Іскра", "Абетка"):
        Organization.objects.create(name=name, region=Region.choices[0][0])

    rows = admin_client.get(reverse("organization:index")).context["object_list"]

    assert [row.name for row in rows] == ["Абетка", "Єдність", "Іскра", "Яблуня"]


@pytest.mark.indexed
@pytest.mark.parametrize(("ordering", "first"), [("legal_name", "Зоя Ткач"), ("-email", "Іван Ткач"), ("", "Зоя Ткач")])
def test_what_was_searched_for_can_be_put_in_order(admin_client, ordering, first):
    for name, email in {"Іван Ткач": "z@example.org", "Єва Мельник": "", "Зоя Ткач": "a@example.org"}.items():
        Person.objects.create(legal_name=name, display_name=name, email=email)

    found = admin_client.get(reverse("person:index"), {"q": "ткач", "ordering": ordering}).context["object_list"]

    assert {row.legal_name for row in found} == {"Зоя Ткач", "Іван Ткач"}
    assert found[0].legal_name == first
