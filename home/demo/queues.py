"""Two full sessions with people who wait: one in the order of joining, one by rules that put villages first.

In the first a seat is held for the participant who can sign in; in the second whoever is offered one overtook others.
"""

from datetime import timedelta

from webinars.models import EventPage, Session
from webinars.registration import register, withdraw
from webinars.scheduling import reschedule
from webinars.waiting import join_queue

WAITING = 4
LIMIT = 2  # people of one organization
SOON, LATER = timedelta(days=3), timedelta(days=60)


def build_queues(people, *, participant, now):
    """Fill two of the next master classes in which ``participant`` has no seat; the second asks no questions."""
    begins = Session.objects.listed().scheduled().filter(starts_at__gt=now + SOON, starts_at__lt=now + LATER)
    others = begins.exclude(registrations__person=participant).filter(event__approval=False, capacity__gt=0)
    others = others.filter(event__kind=EventPage.Kind.MASTER_CLASS).order_by("starts_at", "pk")
    first = others.first()
    build_queue(first, people, participant=participant, now=now)
    second = others.filter(event__questions=None, series=None).exclude(event=first.event).first()
    build_queue(second, people, participant=participant, now=now, first_in_queue="rural", organization_limit=LIMIT)


def build_queue(session, people, *, participant, now, **rules):
    """Everybody comes until it is full, then waits; the rules are set, and one person gives a seat back an hour ago."""
    seated = set(session.registrations.active().values_list("person", flat=True))
    free = [person for person in people if person.pk not in seated and person != participant]
    seats = session.seats_left
    for person in free[:seats]:
        register(person=person, session=session, now=now - timedelta(days=2))
    for place, person in enumerate([participant, *free[seats : seats + WAITING]]):
        join_queue(person=person, session=session, now=now - timedelta(days=1) + timedelta(hours=place))
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    reschedule(session=session, **times, by=None, now=now - timedelta(hours=2), alone=False, **rules)
    withdraw(person=free[0], session=session, now=now - timedelta(hours=1))
