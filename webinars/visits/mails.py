"""The note that a contact is erased."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.models import Person
from webinars.models import EventPage

from .contacts import contact_of


def erased_mail(person_pk, event_pk):
    """To whoever gave the contact, in their language; None if nothing is to be told."""
    person = Person.objects.filter(pk=person_pk).first()
    event = EventPage.objects.filter(pk=event_pk).first()
    if not (person and event and person.email) or contact_of(person=person, event=event):
        return None
    with override(person.language):
        return EmailMessage(
            subject=" ".join((gettext("Emergency contact erased: %(title)s") % {"title": event.title}).split()),
            body=render_to_string("webinars/emails/contact_erased.txt", {"person": person, "event": event}).strip()
            + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
