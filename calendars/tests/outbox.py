"""An outbox to test with: people, and mail servers that fail in known ways."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend

from calendars.models import Invitation
from people.models import Person, User

from .factories import STARTS

NOW = STARTS.replace(day=1)


class NoServer(EmailBackend):
    """A mail server that is down."""

    def open(self):
        raise ConnectionRefusedError("nobody listens")


class Refusing(EmailBackend):
    """A mail server that refuses one address with ``code``."""

    code, address = 550, ""

    def send_messages(self, messages):
        if self.address in messages[0].to:
            raise SMTPRecipientsRefused({self.address: (self.code, b"no such mailbox")})
        return super().send_messages(messages)


def somebody(number=1, **fields):
    email = f"person{number}@example.org"
    fields = {"legal_name": "Олена Коваль", "display_name": "Олена «Ві», К.", "email": email, **fields}
    return Person.objects.create(user=User.objects.create_user(email), **fields)


def states():
    return list(Invitation.objects.order_by("pk").values_list("state", flat=True))
