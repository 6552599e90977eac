"""Whom to call: given by those who take part, erased when the visit is over for some days. Its words are in no log."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from webinars.exceptions import RegistrationRefused
from webinars.models import EmergencyContact
from webinars.tasks import send_contact_erased

from .access import seats


def kept():
    """How long a contact stays after the last day."""
    return timedelta(days=settings.EMERGENCY_CONTACTS_KEPT_DAYS)


def last_day_of(*, person, event):
    """When the last session of ``event`` in which ``person`` has a seat ends; None without a seat."""
    return seats(event).filter(person=person).aggregate(end=Max("session__ends_at"))["end"]


def contact_of(*, person, event):
    return EmergencyContact.objects.filter(event=event, person=person).first()


@transaction.atomic
def give_contact(*, person, event, name, phone, relation="", now):
    """Keep whom to call for ``person``, instead of whoever was named before."""
    ends_at = last_day_of(person=person, event=event)
    if ends_at is None:
        raise RegistrationRefused(_("Register first: contacts are kept only of those who come."))
    if ends_at <= now:
        raise RegistrationRefused(_("This event is over, so nobody needs to be called any more."))
    said = {"name": name, "phone": phone, "relation": relation, "given_at": now}
    return EmergencyContact.objects.update_or_create(event=event, person=person, defaults=said)[0]


def remove_contact(*, person, event):
    """Erase it at once, as its person wants."""
    EmergencyContact.objects.filter(event=event, person=person).delete()


def erase_old(*, now):
    """Erase the contacts that nobody needs any more and tell those who gave them; how many."""
    needless = EmergencyContact.objects.needless(before=now - kept())
    rows = list(needless.values_list("pk", "person", "event"))
    return sum(_erase(needless.filter(pk=pk), person, event) for pk, person, event in rows)


@transaction.atomic
def _erase(contact, person_pk, event_pk):
    """One contact, unless somebody was quicker; the mail goes with it or not at all."""
    number, _rows = contact.delete()
    if number:
        send_contact_erased.enqueue(person_pk, event_pk)
    return number
