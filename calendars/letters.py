"""From an invitation and its words to a mail: who writes, who is written to, in which form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from .ics import Mailbox, calendar_bytes
from .mail import CalendarMail
from .preferences import settings_of


def mail_of(invitation, *, subject, text, entry, known):
    """The mail; plain text alone for who wants no calendar mails, or is told of the end of what they never heard of.

    Calendar apps answer to the organizer, so that is the mailbox the school reads, and replies go there. The
    Message-ID is the invitation's own: should it be sent twice, the second copy is known for one.
    """
    person = invitation.person
    calendar = b""
    if settings_of(person).mails and (known or not invitation.is_cancel):
        with override(person.language):
            calendar = calendar_bytes(
                [entry],
                name="",
                method=invitation.method,
                organizer=Mailbox(settings.CONTACT_EMAIL, settings.SCHOOL_NAME),
                attendee=Mailbox(person.email, person.display_name),
                accepted=True,
            )
    with override(person.language):
        return CalendarMail(
            subject=" ".join(subject.split()),
            text=text,
            to=[person.email],
            reply_to=[settings.CONTACT_EMAIL],
            headers={"Message-ID": _message_id(invitation), "Auto-Submitted": "auto-generated"},
            calendar=calendar,
            method=invitation.method,
        )


def _message_id(invitation):
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<invitation-{invitation.pk}-{invitation.created_at:%Y%m%d%H%M%S}@{host}>"
