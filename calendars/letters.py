"""From an invitation and its words to a mail: who writes, who is written to, in which form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from .ics import Mailbox, calendar_bytes
from .mail import CalendarMail
from .preferences import settings_of
from .replies import organizer_address


def mail_of(invitation, *, letter, entry, known):
    """The mail; plain text alone for who wants no calendar mails, or is told of the end of what they never heard of.

    Calendar apps answer to the organizer, and want it to be where replies go. The Message-ID is the invitation's own:
    should it be sent twice, the second copy is known for one.
    """
    person = invitation.person
    organizer = organizer_address(person_id=person.pk, uid=invitation.uid)
    calendar = b""
    if settings_of(person).mails and (known or not invitation.is_cancel):
        with override(person.language):
            calendar = calendar_bytes(
                [entry],
                name="",
                method=invitation.method,
                organizer=Mailbox(organizer, settings.SCHOOL_NAME),
                attendee=Mailbox(person.email, person.display_name),
                answer=letter.answer,
            )
    with override(person.language):
        return CalendarMail(
            subject=" ".join(letter.subject.split()),
            text=letter.text,
            to=[person.email],
            reply_to=[organizer],
            headers={"Message-ID": _message_id(invitation), "Auto-Submitted": "auto-generated"},
            calendar=calendar,
            method=invitation.method,
        )


def _message_id(invitation):
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<invitation-{invitation.pk}-{invitation.created_at:%Y%m%d%H%M%S}@{host}>"
