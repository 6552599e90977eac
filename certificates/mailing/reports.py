"""What mail servers write about a mail that they could not deliver (RFC 3464): plain values, or ``NotAReport``.

Anybody may write such a letter, so whatever Python's parsers take long over is refused before they see it.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.parser import HeaderParser

from calendars.reply_mail import LARGEST_LETTER, LONGEST_HEADER, takes_long

from .marks import marks_in

LONGEST_REASON = 300
MOST_RECIPIENTS = 20
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "In-Reply-To", "References")


class NotAReport(Exception):
    """A letter that says of no mail that it could not be delivered."""


@dataclass(frozen=True)
class Report:
    """``mails`` are the keys of our mails that the letter names by their marks; status and reason the server's own."""

    mails: tuple
    status: str
    reason: str


def read_report(letter: bytes) -> Report:
    """What ``letter`` says of a mail that was not delivered, and never will be; ``NotAReport`` for every other."""
    if len(letter) > LARGEST_LETTER or takes_long(letter):
        raise NotAReport
    try:
        return _read(message_from_bytes(letter))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MessageError):  # parsers, on strangers
        raise NotAReport from None


def readable(words):
    """The words of a mail server on one line, as many as we keep."""
    seen = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(seen.split())[:LONGEST_REASON].strip()


def _read(message):
    parts = list(message.walk())
    (told,) = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    about, *recipients = told.get_payload()
    failed = [one for one in recipients[:MOST_RECIPIENTS] if _text(one, "Action").lower() == "failed"]
    texts = [_texts(message, *TO_US), _texts(about, "Original-Envelope-Id")]
    texts += [_texts(part, "Message-ID") for part in _returned(parts)]
    mails = tuple(dict.fromkeys(key for text in texts for key in marks_in(text)))
    if not failed or not mails:
        raise ValueError("no mail of ours that failed")
    status = STATUS.match(_text(failed[0], "Status"))
    return Report(mails, status[0] if status else "", _reason(failed[0]))


def _returned(parts):
    """The mail that comes back with the report, whole or its headers alone, which may be coded."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            yield part.get_payload(0)
        elif part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            if takes_long(headers):  # looked at again: what was coded was not seen before
                raise ValueError("headers that take long")
            yield HeaderParser().parsestr(headers.decode("ascii", "replace"))


def _reason(recipient):
    """“550 5.1.1 no such user”, without the kind of words it is."""
    return readable(_text(recipient, "Diagnostic-Code").partition(";")[2] or _text(recipient, "Diagnostic-Code"))


def _text(part, name):
    return str(part.get(name, ""))[:LONGEST_HEADER].strip()


def _texts(part, *names):
    return " ".join(str(value)[:LONGEST_HEADER] for name in names for value in part.get_all(name, []))
