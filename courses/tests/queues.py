"""Full cohorts and those who wait for a place in them."""

from datetime import timedelta

from courses.admission.queue import join_queue
from courses.enrollment import enroll
from people.models import Membership, Organization
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort

MINUTE = timedelta(minutes=1)


def make_full(*, seats=1, waiting=2, now=NOON, **fields):
    """(a full cohort, who sits, who waits in which order)."""
    cohort = make_cohort(now=now, seats=seats, **fields)
    sitting = [make_person() for _ in range(seats)]
    for person in sitting:
        enroll(person=person, cohort=cohort, now=now)
    return cohort, sitting, [wait(cohort, now=now + place * MINUTE) for place in range(waiting)]


def wait(cohort, person=None, *, now=NOON, organization=None, **fields):
    """``person``, or somebody new, joins the queue."""
    person = person or make_person()
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    if organization:
        Membership.objects.create(person=person, organization=organization)
    join_queue(person=person, cohort=cohort, now=now)
    return person


def make_organization(**fields):
    return Organization.objects.create(name=f"ГО {Organization.objects.count()}", region="UA-05", **fields)


def offered(cohort):
    return [place.person for place in cohort.queue_places.offered().order_by("joined_at")]


def waiting(cohort):
    return [place.person for place in cohort.queue_places.waiting()]
