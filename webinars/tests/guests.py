"""Scenes with guests: the link of the school, the mail, the link in it."""

import re

from django.core import mail
from django.urls import reverse

from webinars.guests.opening import open_to_guests

NINA = "nina@example.org"


def opened(session):
    return open_to_guests(session=session, by=None)


def start_of(session):
    return reverse("guest_start", args=[session.guest_key])


def link_in(letter, name):
    """The path that a mail leads to: /w/…/…/ or /g/…/."""
    return re.search(rf"https?://[^/]+(/{name}/\S+)", letter.body)[1]


def come(client, session, *, email=NINA, **more):
    """Through the form, the mail and its link to the seat; the path of the seat."""
    client.post(start_of(session), {"email": email})
    url = link_in(mail.outbox[-1], "w")
    return client.post(url, {"name": "Ніна Левчук", "consent": "on", **more}).url
