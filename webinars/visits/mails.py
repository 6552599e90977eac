"""The notes that a contact is erased, and that travel information has changed. Neither says what stands there."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute_reverse
from people.models import Person
from webinars.models import EventPage, Travel

from .access import seats
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


def changed_mail(person_pk, event_pk, parts):
    """To one who takes part, in their language: which ``parts`` are new and where to read them. None to others."""
    event = EventPage.objects.filter(pk=event_pk).first()
    person = Person.objects.filter(pk=person_pk).exclude(email="").first()
    if not (event and person and seats(event).filter(person=person).exists()):
        return None
    with override(person.language):
        names = [str(Travel._meta.get_field(name).verbose_name) for name in parts]
        context = {
            "person": person,
            "event": event,
            "parts": ", ".join(names),
            "url": absolute_reverse("event_travel", event.pk, language=get_language()),
        }
        return EmailMessage(
            subject=" ".join((gettext("Travel information: %(title)s") % {"title": event.title}).split()),
            body=render_to_string("webinars/emails/travel_changed.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
