"""The queue for a full cohort: joined, left, offers that end, somebody called ahead by a coordinator.

Each verb holds the cohort's row, as every way in does: never more places given, promised and held than there are.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enrollment import place_of, refusal_by_date, refusal_by_limit
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort, QueuePlace
from people.queues.steps import call, end

from .offers import Outcome, offer_free_seats, open_place_of
from .prerequisites import refusal_by_prerequisites
from .queue_tasks import send_queue_mail


@transaction.atomic
def join_queue(*, person, cohort, now):
    """Wait for a place; asking twice returns the same. Raises ``EnrollmentRefused``, as where one may just enroll."""
    cohort = Cohort.objects.locked(cohort.pk)
    if place := open_place_of(person, cohort):
        return place
    if refusal := refusal_to_queue(person, cohort, now=now):
        raise EnrollmentRefused(refusal)
    place = cohort.queue_places.create(person=person, joined_at=now)
    log(place, "courses.queue.join", user=person.user)
    return place


def refusal_to_queue(person, cohort, *, now):
    """Why ``person`` cannot join the queue of ``cohort`` now, in words; empty when they can."""
    if place_of(person, cohort):
        return _("You have a place already.")
    if refusal := refusal_by_date(cohort, now=now):
        return refusal
    if cohort.admission != Cohort.Admission.OPEN:
        return _("This cohort has no queue: the school chooses who comes in.")
    if missing := refusal_by_prerequisites(person, cohort):
        return missing
    if not cohort.is_full() and not refusal_by_limit(person, cohort):
        return _("There is a free place: enroll, and it is yours.")
    return ""


@transaction.atomic
def leave_queue(*, person, cohort, now):
    """Wait no longer, or decline the offer, which goes to the next; without a place in the queue nothing happens."""
    cohort = Cohort.objects.locked(cohort.pk)
    place = open_place_of(person, cohort)
    if place is None:
        return None
    end(place, Outcome.DECLINED if place.is_offered else Outcome.LEFT, now=now)
    offer_free_seats(cohort, now=now)
    return place


@transaction.atomic
def call_ahead(*, place, reason, by, now):
    """Let the next free place go to ``place``, whatever the order and the limits; at once if there is one.

    Who is called already, or has an offer, stays as they are. Raises ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.locked(place.cohort_id)
    place = cohort.queue_places.select_related("person").get(pk=place.pk)
    if place.ended_at:
        raise EnrollmentRefused(_("This person waits no longer."))
    if place.is_offered or place.called_at:
        return place
    if not reason.strip():
        raise EnrollmentRefused(_("Say why: the reason stands in the log."))
    if not cohort.offers_places(now=now):
        raise EnrollmentRefused(_("Nobody can be offered a place in this cohort now."))
    call(place, reason=reason, by=by, now=now)
    offer_free_seats(cohort, now=now)
    place.refresh_from_db()
    return place


def sweep(*, now):
    """Offers that nobody answered go on, queues that are over end, and who may be offered a place meanwhile is.

    How many offers and places ended. What a change of somebody's profile or organization opened is seen here.
    """
    cohorts = QueuePlace.objects.open().order_by().values_list("cohort", flat=True).distinct()
    return sum(_sweep_one(pk, now=now) for pk in sorted(cohorts))


@transaction.atomic
def _sweep_one(pk, *, now):
    cohort = Cohort.objects.locked(pk)
    places = cohort.queue_places.open().select_related("person__user")
    over = [(place, Outcome.EXPIRED) for place in places if place.is_offered and place.offer_ends_at <= now]
    if now >= cohort.queue_ends_at:
        over += [(place, Outcome.CLOSED) for place in places if not place.is_offered]
    for place, outcome in over:
        end(place, outcome, now=now)
        send_queue_mail.enqueue(place.pk, outcome)
    offer_free_seats(cohort, now=now)
    return len(over)
