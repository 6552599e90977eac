"""People whom the participant's organization sends to a coming session, and a guest who came by a link."""

from datetime import timedelta

from webinars.guests.coming import come
from webinars.guests.opening import open_to_guests
from webinars.models import Session
from webinars.organizations.answering import decline
from webinars.organizations.refusals import Somebody, refusals_in
from webinars.organizations.sending import send

from .reading import read

MEMBERS = 3


def build_sent(people, *, contact, staff, now):
    """To the next open session: members who are free then, and two by name and address, one of whom declines.

    Somebody whom the school knows from paper comes there by the link for guests.
    """
    text = read("admission.toml")
    then = now - timedelta(days=1)
    organization = contact.organizations.get()
    session = open_session(now=now)
    members = [Somebody("", person=person) for person in organization.people.order_by("pk")]
    who = {"organization": organization, "now": then}
    busy = [somebody for somebody, _why in refusals_in(session, people=members, **who)]
    free = [somebody for somebody in members if somebody not in busy][:MEMBERS]
    others = [Somebody("", name=name, email=email) for name, email in text["invited_people"]]
    sent = send(sessions=[session], people=[*free, *others], by=contact, **who)
    decline(way_in=sent[-1])
    open_to_guests(session=session, by=staff.user)
    guest = next(person for person in people if not person.registrations.filter(session=session).exists())
    come(session=session, email=guest.email, now=then)


def open_session(*, now):
    """The next online one with seats for all of them, where nothing is asked and nobody approves."""
    rows = Session.objects.public().scheduled().filter(starts_at__gt=now + timedelta(days=2), mode=Session.Mode.ONLINE)
    rows = rows.filter(event__approval=False, event__questions=None).with_taken().order_by("starts_at", "pk")
    return next(session for session in rows if session.seats_left is None or session.seats_left > 2 * MEMBERS)
