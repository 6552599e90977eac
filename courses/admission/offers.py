"""Free places of a cohort are held for those who wait. The lower half of the queue, which every way in calls.

The caller holds the cohort's row: places given, promised and held are counted together.
"""

from datetime import timedelta

from courses.models import Cohort, QueuePlace
from people.queues import steps

from .lines import LINES
from .queue_tasks import send_queue_mail

LONGEST_OFFER = timedelta(hours=48)
SHORTEST_OFFER = timedelta(hours=1)

Outcome = QueuePlace.Outcome


def offer_free_seats(cohort, *, now):
    """Hold each free place for whose turn it is, and tell them."""
    if not cohort.offers_places(now=now) or not cohort.queue_places.waiting().exists():
        return
    cohort = Cohort.objects.select_related("course").get(pk=cohort.pk)  # count anew
    for place in steps.hold_next(cohort, lines=LINES, until=offer_end(cohort, now=now), now=now):
        send_queue_mail.enqueue(place.pk, "offered")


def offer_end(cohort, *, now):
    """Two days to answer; less when the queue ends soon: half of the time left, but an hour at least."""
    return now + min(LONGEST_OFFER, max(SHORTEST_OFFER, (cohort.queue_ends_at - now) / 2))


def open_place_of(person, cohort):
    """The place of ``person`` in the queue, offer or not, or None."""
    return cohort.queue_places.open().filter(person=person).first() if person else None


def came_in(person, cohort, *, now):
    """``person`` has a place in the cohort now, by whatever way: they wait no longer."""
    if place := open_place_of(person, cohort):
        steps.end(place, Outcome.ACCEPTED if place.is_offered else Outcome.OTHER_WAY, now=now)
        offer_free_seats(cohort, now=now)


def pause_queue(cohort):
    """The cohort is called off: nobody is held to an offer, all keep their place in the queue and are told."""
    for place in steps.pause(cohort.queue_places):
        send_queue_mail.enqueue(place.pk, "cancelled")
