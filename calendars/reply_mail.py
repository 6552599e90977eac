"""The answer to an invitation, out of the letter that a calendar app sent: plain values, or why it is none.

Anybody may write to the mailbox, so whatever Python's parsers take long over is bounded before they see it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import getaddresses

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .ics import events_of
from .plain_text import clean_text

LARGEST_LETTER = 256 * 1024  # bytes; answers have some ten thousand
LARGEST_CALENDAR = 64 * 1024
LONGEST_HEADER = 2000
LONGEST_COMMENT = 500
MOST_PARTS = 30
MOST_SEMICOLONS = 5000  # the time to read a header grows with their square
NESTING = re.compile(rb"boundary|message/", re.IGNORECASE)  # each level of a letter needs one of these words
ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")


class Problem(TextChoices):
    """Why a letter is no answer, for those who look after the mailbox."""

    UNREADABLE = "unreadable", _("It holds no answer that can be read.")
    TOO_LARGE = "too_large", _("It is too large for an answer.")
    UNKNOWN = "unknown", _("Nobody with this address was invited to this.")
    SENDER = "sender", _("It came from another address than the one invited.")
    SECRET = "secret", _("It was not sent to the address that stood in the invitation.")
    SEQUENCE = "sequence", _("It answers an invitation that was never sent.")
    CLOCK = "clock", _("It says it was written in the future.")
    OUTDATED = "outdated", _("It answers a former time.")
    OLDER = "older", _("A newer answer is known.")
    CLOSED = "closed", _("There is no seat any more that it could be about.")


class NotAnAnswer(Exception):
    """A letter that changes nothing; ``problem`` says why."""

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Reply:
    """What a calendar app answered. Addresses are in lower case; ``senders`` and ``recipients`` may be forged."""

    uid: str
    attendee: str
    answer: str
    sequence: int
    stamped_at: datetime
    comment: str
    senders: frozenset
    recipients: frozenset


def read_reply(letter: bytes) -> Reply:
    """The one answer of ``letter`` (RFC 5546 §3.2.3 in RFC 6047), or ``NotAnAnswer``."""
    if len(letter) > LARGEST_LETTER:
        raise NotAnAnswer(Problem.TOO_LARGE)
    if takes_long(letter):
        raise NotAnAnswer(Problem.UNREADABLE)
    try:
        message = message_from_bytes(letter)
        method, events = events_of(_calendar_part(message))
        (event,) = events
        if method.upper() != "REPLY":
            raise ValueError("not a reply")
        return _reply(message, event)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):  # parsers on what strangers write
        raise NotAnAnswer(Problem.UNREADABLE) from None


def takes_long(letter):
    """Whether Python's parsers would take long over ``letter``."""
    return letter.count(b";") > MOST_SEMICOLONS or len(NESTING.findall(letter)) > MOST_PARTS


def _calendar_part(message):
    """The bytes of the first calendar whose own header calls it a reply."""
    for part in message.walk():
        if any(len(str(value)) > LONGEST_HEADER for value in part.values()):
            raise ValueError("a header too long")
        if part.get_content_type() == "text/calendar" and str(part.get_param("method", "")).upper() == "REPLY":
            data = part.get_payload(decode=True)
            if len(data) > LARGEST_CALENDAR:
                raise ValueError("a calendar too large")
            return data
    raise ValueError("no calendar")


def _reply(message, event):
    attendee = event["ATTENDEE"]
    answer = str(attendee.params["PARTSTAT"]).upper()  # several attendees are a list, which has no parameters
    stamped_at = event["DTSTAMP"].dt
    if answer not in ANSWERS or not isinstance(stamped_at, datetime):
        raise ValueError("no answer")
    organizer = _address(event["ORGANIZER"]) if "ORGANIZER" in event else ""  # Outlook.com leaves it out
    return Reply(
        uid=str(event["UID"]),
        attendee=_address(attendee),
        answer=answer,
        sequence=int(event.get("SEQUENCE", 0)),
        stamped_at=stamped_at if stamped_at.tzinfo else stamped_at.replace(tzinfo=UTC),
        comment=_comment(event.get("COMMENT", "")),
        senders=_addresses(message, "From", "Sender", "Reply-To"),
        recipients=_addresses(message, "To", "Cc", "Delivered-To", "X-Original-To") | {organizer},
    )


def _address(value):
    """The e-mail address of a calendar address: Apple's servers may name a path, and the address beside it."""
    scheme, _colon, address = str(value).partition(":")
    if scheme.lower() != "mailto":
        address = str(value.params.get("EMAIL", ""))
    return address.strip().lower()


def _addresses(message, *names):
    values = [str(value) for name in names for value in message.get_all(name, [])]
    return frozenset(address.lower() for _name, address in getaddresses(values) if address)


def _comment(value):
    texts = value if isinstance(value, list) else [value]
    return clean_text("\n".join(str(text) for text in texts)).strip()[:LONGEST_COMMENT]
