"""Contacts of organizations: the people who name others for them, in whatever the school keeps seats."""

from .models import Organization, Person


def contacts_of(organization):
    """The people who name others for ``organization``."""
    return Person.objects.filter(memberships__organization=organization, memberships__is_contact=True)


def led_by(person):
    """The organizations whose contact ``person`` is; nobody else sees whom they name."""
    return Organization.objects.filter(memberships__in=person.memberships.filter(is_contact=True))
