"""Scenes with organizations: people whom a contact names, mails that they get."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Person
from webinars.organizations.refusals import Somebody

from . import factories

NOW = timezone.now()  # mails leave by the real clock


def make_session(*, starts_at=NOW + timedelta(days=7), **fields):
    return factories.make_session(starts_at=starts_at, **fields)


def somebody(place, who):
    """``who`` as a contact names them; a text is the address of a stranger."""
    if isinstance(who, str):
        return Somebody(f"email_{place}", name="Ніна Левчук", email=who)
    return Somebody(f"member_{place}", person=who)


def seated(session):
    return set(Person.objects.filter(registrations__in=session.registrations.active()))


def subjects(address):
    return [letter.subject.partition(":")[0] for letter in mail.outbox if letter.to == [address]]


def authors(action):
    return {entry.user for entry in ModelLogEntry.objects.filter(action=action)}
