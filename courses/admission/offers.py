"""Free places of a cohort are held for those who wait. The lower half of the queue, which every way in calls.

The caller holds the cohort's row: places given, promised and held are counted together.
"""

from datetime import timedelta

from wagtail.log_actions import log

from courses.models import Cohort, QueuePlace

from .lines import line_of
from .queue_tasks import send_queue_mail

LONGEST_OFFER = timedelta(hours=48)
SHORTEST_OFFER = timedelta(hours=1)

Outcome = QueuePlace.Outcome
BY_ITSELF = {Outcome.EXPIRED, Outcome.CLOSED, Outcome.OTHER_WAY}


def offer_free_seats(cohort, *, now):
    """Hold each free place for whose turn it is, and tell them; the rule that says so stands in the log."""
    if not cohort.offers_places(now=now) or not cohort.queue_places.waiting().exists():
        return
    cohort = Cohort.objects.select_related("course").get(pk=cohort.pk)  # count anew
    turns, _kept_back = line_of(cohort)
    free = len(turns) if cohort.seats_left is None else cohort.seats_left
    rules = {turn.pk: turn.rule for turn in turns[:free]}
    places = {place.pk: place for place in cohort.queue_places.filter(pk__in=rules).select_related("person")}
    for pk, rule in rules.items():
        _offer(places[pk], rule, until=offer_end(cohort, now=now), now=now)


def _offer(place, rule, *, until, now):
    place.offered_at, place.offer_ends_at, place.rule = now, until, rule
    place.save(update_fields=["offered_at", "offer_ends_at", "rule"])
    data = {"rule": rule, "until": until.isoformat()} | ({"reason": place.reason} if place.reason else {})
    log(place, "courses.queue.offer", data=data)
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
        end(place, Outcome.ACCEPTED if place.is_offered else Outcome.OTHER_WAY, now=now)
        offer_free_seats(cohort, now=now)


def pause_queue(cohort):
    """The cohort is called off: nobody is held to an offer, all keep their place in the queue and are told."""
    cohort.queue_places.offered().update(offered_at=None, offer_ends_at=None, rule="")
    for place in cohort.queue_places.waiting():
        log(place, "courses.queue.pause")
        send_queue_mail.enqueue(place.pk, "cancelled")


def end(place, outcome, *, now):
    """Take ``place`` out of the queue."""
    place.ended_at, place.outcome = now, outcome
    place.save(update_fields=["ended_at", "outcome"])
    log(place, f"courses.queue.{outcome}", user=None if outcome in BY_ITSELF else place.person.user)
