"""``manage.py take_bounce``: what a mail server wrote about a mail that it could not deliver, from pipe or maildir."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from calendars.reply_mail import LARGEST_LETTER
from certificates.mailing.reports import NotAReport
from certificates.mailing.returning import take

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the letter and brings it again


class Command(BaseCommand):
    help = "Take a letter that says a mail about a certificate came back: from standard input, or from these files."

    def add_arguments(self, parser):
        parser.add_argument("letters", nargs="*", type=Path, help="Files with a letter each, as in a maildir.")

    def handle(self, *args, letters, **options):
        if not letters:
            self.take(bounded(sys.stdin.buffer))
        for path in letters:
            try:
                with path.open("rb") as file:
                    letter = bounded(file)
            except FileNotFoundError:  # a maildir’s files come and go
                self.stdout.write(f"{path} has gone meanwhile.")
            else:
                self.take(letter)

    def take(self, letter):
        try:
            mail = take(letter, now=timezone.now())
        except NotAReport:
            self.stdout.write("The letter says of no mail of ours that it came back; nothing is changed.")
        except DatabaseError as error:
            raise CommandError(f"The database cannot be written: {error}", returncode=TRY_LATER) from error
        else:
            self.stdout.write(f"A mail about certificate {mail.certificate.number} came back.")


def bounded(file):
    """The letter, or as much of a larger one as tells that it is too large; the rest is read, and not kept."""
    letter = file.read(LARGEST_LETTER + 1)
    while file.read(65536):
        pass
    return letter
