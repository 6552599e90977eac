"""The demo school's people: 92 organizations, 460 participants, and the four logins."""

import random

from allauth.account.models import EmailAddress
from django.utils import timezone

from content.models import Speaker
from people.accounts import public_name
from people.models import Membership, Organization, Person, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role

from .reading import read

PASSWORD = "demo-school-2026"
LOGINS = {
    "participant": ("Олена", "Коваль", ""),
    "trainer": ("Оксана", "Левчук", TRAINERS),
    "coordinator": ("Ірина", "Савчук", COORDINATORS),
    "administrator": ("Максим", "Гончар", ADMINISTRATORS),
}
PARTICIPANTS = 460
WOMEN = 290


def email_of(name):
    return f"{name}@school.example"


def build_organizations():
    rows = read("organizations.toml")["organization"]
    return [Organization.objects.create(**row) for row in rows]


def build_participants(organizations):
    """Invented people, the same at each load; they have no account, as on a paper list. One more signs in."""
    chance = random.Random(PARTICIPANTS)
    people = names(chance)
    chance.shuffle(people)
    return [
        build_participant(number, row, organizations[number % len(organizations)], chance)
        for number, row in enumerate(people, start=1)
    ]


def names(chance):
    """(gender, first name, surname) of everybody but the logins, each once."""
    table, taken = read("names.toml"), {(first, last) for first, last, _role in LOGINS.values()}
    women = [(first, pair[0]) for first in table["given_female"] for pair in table["family_pairs"]]
    men = [(first, pair[1]) for first in table["given_male"] for pair in table["family_pairs"]]
    women, men = ([name for name in every if name not in taken] for every in (women, men))
    chosen = [(Person.Gender.FEMALE, *name) for name in chance.sample(women, WOMEN)]
    return chosen + [(Person.Gender.MALE, *name) for name in chance.sample(men, PARTICIPANTS - WOMEN - 1)]


def build_participant(number, row, organization, chance):
    gender, first, last = row
    person = Person.objects.create(
        legal_name=f"{first} {last}",
        display_name=public_name(first=first, last=last),
        email=email_of(f"person-{number}"),
        gender=gender if chance.random() < 0.9 else "",
        **place_of(organization),
    )
    Membership.objects.create(person=person, organization=organization)
    return person


def place_of(organization):
    return {name: getattr(organization, name) for name in ("region", "community", "settlement")}


def build_logins(organizations):
    """One account a role, by its name; the e-mail counts as confirmed.

    The trainer teaches the course written out in full; the participant comes from one of the organizations.
    """
    people = {name: build_login(name, *row) for name, row in LOGINS.items()}
    Speaker.objects.filter(slug="oksana-levchuk").update(person=people["trainer"])
    participant, home = people["participant"], organizations[0]
    Person.objects.filter(pk=participant.pk).update(gender=Person.Gender.FEMALE, **place_of(home))
    Membership.objects.create(person=participant, organization=home, is_contact=True)
    return people


def build_login(name, first, last, role):
    email = email_of(name)
    user = User.objects.create_user(email, PASSWORD, first_name=first, last_name=last)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role:
        add_to_role(user=user, role=role)
    return Person.objects.create(
        user=user,
        legal_name=f"{first} {last}",
        display_name=public_name(first=first, last=last),
        email=email,
        consented_at=timezone.now(),
    )
