"""The mailbox of answers, read by IMAP; the only module that knows ``imaplib``.

Letters are looked at without marking them, and only those with a calendar in them are fetched at all, and those in
which a mail server says what it could not deliver: the mailbox may be one that people read too.
"""

import imaplib

from django.conf import settings

from .reply_mail import LARGEST_LETTER

TIMEOUT = 20  # seconds for each word with the server
CALENDAR, REPORT = "calendar", "delivery-status"


class MailboxUnavailable(Exception):
    """The mail server is down, refuses the password, or has no such folder; in its own words."""


class Inbox:
    """The folder while it is open: ``with Inbox() as inbox``. Letters are known by numbers that only rise."""

    def __enter__(self):
        kind = imaplib.IMAP4_SSL if settings.REPLIES_TLS else imaplib.IMAP4
        try:
            self.server = kind(settings.REPLIES_HOST, settings.REPLIES_PORT, timeout=TIMEOUT)
        except OSError as error:
            raise MailboxUnavailable(f"{type(error).__name__}: {error}") from error
        try:
            self._ask(self.server.login, settings.REPLIES_USER, settings.REPLIES_PASSWORD)
            self._ask(self.server.select, f'"{settings.REPLIES_FOLDER}"')
            self.validity = int(self.server.response("UIDVALIDITY")[1][0] or 0)
        except MailboxUnavailable:
            self.server.shutdown()
            raise
        return self

    def __exit__(self, *error):
        try:
            self.server.logout()
        except (imaplib.IMAP4.error, OSError):
            self.server.shutdown()

    def numbers(self, *, after, since):
        """Numbers of letters, rising: those above ``after``, or without one those that came since a day."""
        wanted = ("UID", f"{after + 1}:*") if after else ("SINCE", imaplib_date(since))
        (found,) = self._ask(self.server.uid, "SEARCH", *wanted)
        return sorted(number for number in map(int, (found or b"").split()) if number > after)

    def letter(self, number):
        """What a letter holds, ``REPORT`` or ``CALENDAR``, and its bytes, at most one more than it may have.

        Of every other letter nothing, and it is not fetched. What could not be delivered may have been a calendar.
        """
        shape = _joined(self._ask(self.server.uid, "FETCH", str(number), "(BODYSTRUCTURE)")).lower()
        kind = next((kind for kind in (REPORT, CALENDAR) if f'"{kind}"'.encode() in shape), None)
        if kind is None:
            return None, None
        answer = self._ask(self.server.uid, "FETCH", str(number), f"(BODY.PEEK[]<0.{LARGEST_LETTER + 1}>)")
        return kind, next((item[1] for item in answer if isinstance(item, tuple)), None)

    def mark_read(self, number):
        self._ask(self.server.uid, "STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")

    def _ask(self, command, *arguments):
        try:
            status, answer = command(*arguments)
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxUnavailable(f"{type(error).__name__}: {error}") from error
        if status != "OK":
            raise MailboxUnavailable(_joined(answer).decode(errors="replace"))
        return answer


def imaplib_date(day):
    """``26-Nov-2026``, in English whatever the locale."""
    return imaplib.Time2Internaldate(day).strip('"').split()[0]


def _joined(answer):
    """A response as bytes: imaplib gives a pair for each literal in it."""
    return b" ".join(b" ".join(item) if isinstance(item, tuple) else item or b"" for item in answer)
