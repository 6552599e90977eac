"""Mails about sessions, in the person's language, with the session as a calendar file."""

from email import encoders
from email.mime.base import MIMEBase

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from calendars.ics import calendar_bytes
from people.addresses import absolute, absolute_reverse

from .entries import entry_of, event_path
from .translations import in_language

REGISTERED, CHANGED, CANCELLED, RESTORED = "registered", "changed", "cancelled", "restored"


def subject_of(kind, title):
    subjects = {
        REGISTERED: gettext("You are registered: %(title)s"),
        CHANGED: gettext("Changed: %(title)s"),
        CANCELLED: gettext("Cancelled: %(title)s"),
        RESTORED: gettext("Takes place after all: %(title)s"),
    }
    return " ".join((subjects[kind] % {"title": title}).split())


def session_mail(*, registration, kind, reason=""):
    """The message to one registered person."""
    person = registration.person
    with override(person.language):
        (session,) = in_language([registration.session], person.language)
        context = {
            "person": person,
            "session": session,
            "reason": reason,
            "event_url": absolute(event_path(session.event)),
            "join_url": absolute_reverse("session_join", session.public_id, language=person.language),
            "withdraw_url": absolute_reverse("session_withdraw", session.public_id, language=person.language),
        }
        message = EmailMessage(
            subject=subject_of(kind, session.full_title),
            body=render_to_string(f"webinars/emails/{kind}.txt", context).strip() + "\n",
            to=[person.email],
        )
        message.attach(_calendar_file(session))
    return message


def _calendar_file(session):
    """Base64, because other encodings damage the line ends. No METHOD: it is a file to keep, not an invitation."""
    part = MIMEBase("text", "calendar", charset="utf-8")
    part.set_payload(calendar_bytes([entry_of(session, with_room=True)], name=session.full_title))
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=f"{session.event.slug}.ics")
    return part
