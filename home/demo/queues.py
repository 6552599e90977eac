"""A full master class with people who wait, and a seat that is held for the participant who can sign in."""

from datetime import timedelta

from webinars.models import Session
from webinars.registration import register, withdraw
from webinars.waiting import join_queue

WAITING = 4
SOON, LATER = timedelta(days=3), timedelta(days=60)


def build_queue(people, *, participant, now):
    """Fill the next master class that ``participant`` has no seat in; one person gives a seat back an hour ago."""
    begins = Session.objects.scheduled().filter(event__kind="master_class", capacity__gt=0).order_by("starts_at")
    others = begins.filter(starts_at__gt=now + SOON, starts_at__lt=now + LATER)
    session = others.exclude(registrations__person=participant).first()
    seated = set(session.registrations.active().values_list("person", flat=True))
    free = [person for person in people if person.pk not in seated and person != participant]
    seats = session.seats_left
    for person in free[:seats]:
        register(person=person, session=session, now=now - timedelta(days=2))
    for place, person in enumerate([participant, *free[seats : seats + WAITING]]):
        join_queue(person=person, session=session, now=now - timedelta(days=1) + timedelta(hours=place))
    withdraw(person=free[0], session=session, now=now - timedelta(hours=1))
