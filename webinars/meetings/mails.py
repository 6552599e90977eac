"""Mails of working meetings: one is invited, there are minutes. They name no other guest and quote nothing."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute_reverse
from people.models import Person
from webinars.models import EventPage

from .access import is_invited, meeting_of, sessions_of

PAGES = {"invited": "event_invitation", "minutes": "event_minutes"}


def meeting_mail(about, person_pk, event_pk):
    """To one invited person, in their language; None once it is not true any more."""
    person = Person.objects.filter(pk=person_pk).exclude(email="").first()
    event = EventPage.objects.live().filter(pk=event_pk).first()
    if not (person and event) or not is_invited(person=person, event=event):
        return None
    if about == "minutes" and not meeting_of(event).is_approved:
        return None
    with override(person.language):
        subjects = {"invited": gettext("You are invited: %(title)s"), "minutes": gettext("Minutes: %(title)s")}
        context = {
            "person": person,
            "event": event,
            "sessions": sessions_of(event).scheduled().upcoming(now=timezone.now()).select_related("event"),
            "url": absolute_reverse(PAGES[about], event.pk, language=get_language()),
        }
        return EmailMessage(
            subject=" ".join((subjects[about] % {"title": event.title}).split()),
            body=render_to_string(f"webinars/emails/meeting_{about}.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
