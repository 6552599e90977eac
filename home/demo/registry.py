"""The demo school's people: 92 organizations, 460 participants, and the four logins."""

import random

from django.utils import timezone

from content.models import Speaker
from people.models import Membership, Organization, Person, Settlement, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role

from .reading import read

PASSWORD = "demo-school-2026"
LOGINS = [
    ("participant@school.example", "Олена", "Коваль", "", False),
    ("trainer@school.example", "Оксана", "Левчук", TRAINERS, False),
    ("coordinator@school.example", "Ірина", "Савчук", COORDINATORS, False),
    ("administrator@school.example", "Максим", "Гончар", ADMINISTRATORS, False),
]
PARTICIPANTS = 460


def build_organizations():
    for row in read("organizations.toml")["organization"]:
        Organization.objects.get_or_create(
            name=row["name"],
            region=row["region"],
            defaults={key: row[key] for key in ("community", "settlement", "grant_holder")},
        )
    return list(Organization.objects.order_by("pk"))


def build_participants(organizations):
    """Invented people, the same at each run; none of them has an account, as on a paper list."""
    if Person.objects.count() >= PARTICIPANTS:
        return
    chance = random.Random(460)
    names = read("names.toml")
    women = [(given, pair[0]) for given in names["given_female"] for pair in names["family_pairs"]]
    men = [(given, pair[1]) for given in names["given_male"] for pair in names["family_pairs"]]
    chosen = [("female", *name) for name in chance.sample(women, 290)]
    chosen += [("male", *name) for name in chance.sample(men, PARTICIPANTS - 290 - 1)]
    chance.shuffle(chosen)
    for number, (gender, given, family) in enumerate(chosen):
        organization = organizations[number % len(organizations)]
        person = Person.objects.create(
            legal_name=f"{given} {family}",
            display_name=f"{given} {family[0]}.",
            email=f"person-{number + 1}@school.example",
            gender=gender if chance.random() < 0.9 else "",
            region=organization.region,
            community=organization.community,
            settlement=organization.settlement or Settlement.VILLAGE,
        )
        Membership.objects.create(person=person, organization=organization)


def build_logins():
    """One account a role; the e-mail counts as confirmed. The trainer teaches the course written out in full."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 -- accounts stay people's matter otherwise

    for email, first, last, role, superuser in LOGINS:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email, PASSWORD, first_name=first, last_name=last, is_superuser=superuser, is_staff=superuser
            )
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            Person.objects.create(
                user=user,
                legal_name=f"{first} {last}",
                display_name=f"{first} {last[0]}.",
                email=email,
                consented_at=timezone.now(),
            )
        if role:
            add_to_role(user=user, role=role)
    trainer = Person.objects.get(email="trainer@school.example")
    Speaker.objects.filter(slug="oksana-levchuk").update(person=trainer)
    return trainer
