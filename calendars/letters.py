"""From invitations and their words to a mail: who writes, who is written to, in which form."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from .entries import Entry
from .ics import Mailbox, calendar_bytes
from .mail import CalendarMail
from .models import Invitation
from .preferences import settings_of
from .replies import organizer_address


@dataclass(frozen=True)
class Written:
    """A message that is to leave: its letter, the entry as it is numbered, whether the person heard of it before."""

    invitation: Invitation
    letter: object
    entry: Entry
    known: bool


def mail_of(letters, *, join=None):
    """One mail to one person; of several letters ``join`` makes the words, and each brings a calendar of its own.

    Plain text alone for who wants no calendar mails, or is told of the end of what they never heard of. Calendar apps
    answer to the organizer, and want it to be where replies go. The Message-ID is the first invitation's own: should
    it be sent twice, the second copy is known for one.
    """
    first, person = letters[0].invitation, letters[0].invitation.person
    with override(person.language):
        calendars = (
            [] if not settings_of(person).mails else [_calendar(row) for row in letters if _brings_calendar(row)]
        )
        subject, text = letters[0].letter.subject, letters[0].letter.text
        if len(letters) > 1:
            subject, text = join([row.letter.part for row in letters], person=person, files=bool(calendars))
        return CalendarMail(
            subject=" ".join(subject.split()),
            text=text,
            to=[person.email],
            reply_to=[_organizer(letters[0]) if len(letters) == 1 else settings.CONTACT_EMAIL],
            headers={"Message-ID": _message_id(first), "Auto-Submitted": "auto-generated"},
            calendars=calendars,
            as_file=len(letters) > 1,
        )


def _brings_calendar(row):
    return row.known or not row.invitation.is_cancel


def _calendar(row):
    """(METHOD, bytes, name of the file) of one letter."""
    invitation, person = row.invitation, row.invitation.person
    data = calendar_bytes(
        [row.entry],
        name="",
        method=invitation.method,
        organizer=Mailbox(_organizer(row), settings.SCHOOL_NAME),
        attendee=Mailbox(person.email, person.display_name),
        answer=row.letter.answer,
    )
    return invitation.method, data, f"{row.entry.starts:%Y-%m-%d-%H%M}.ics"


def _organizer(row):
    return organizer_address(person_id=row.invitation.person_id, uid=row.invitation.uid)


def _message_id(invitation):
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<invitation-{invitation.pk}-{invitation.created_at:%Y%m%d%H%M%S}@{host}>"
