"""A file of participants that waits for somebody to say who is who – brought by the domain verb."""

from datetime import timedelta

from django.utils import timezone

from webinars.importing import upload
from webinars.models import Session

STRANGERS = ("Galaxy A12", "Оля")  # a phone, and a first name alone
KNOWN = 4


def bring_file(*, staff, now):
    """Of the last online session a coordinator has the list of Zoom, for those who came by another way."""
    session = Session.objects.scheduled().filter(mode=Session.Mode.ONLINE).past(now=now).first()
    text = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    text += "".join(line(*who, session) for who in guests(session))
    upload(
        session=session,
        name="participants_84716203345.csv",
        data=text.encode("utf-8-sig"),
        zone=session.time_zone,
        by=staff,
        now=now,
    )


def guests(session):
    """(name, e-mail): some by their address, some by their name the other way round, some one can only guess."""
    people = [row.person for row in session.registrations.active().select_related("person")[:KNOWN]]
    for place, person in enumerate(people):
        swapped = " ".join(reversed(person.legal_name.split()))
        yield (person.display_name, person.email) if place % 2 else (swapped, "")
    for name in STRANGERS:
        yield name, ""


def line(name, email, session):
    came, left = session.starts_at + timedelta(minutes=4), session.ends_at - timedelta(minutes=6)
    times = [f"{timezone.localtime(moment, session.zone):%m/%d/%Y %I:%M:%S %p}" for moment in (came, left)]
    return f"{name},{email},{','.join(times)},{(left - came) // timedelta(minutes=1)},Yes\n"
