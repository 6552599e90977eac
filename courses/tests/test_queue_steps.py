"""Whatever people, coordinators and organizations do about a cohort: never too many, nobody twice, no place in vain."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.admission.allotments import release
from courses.admission.offers import LONGEST_OFFER
from courses.admission.queue import call_ahead, join_queue, leave_queue, sweep
from courses.enrollment import enroll, withdraw
from courses.exceptions import CohortRefused, EnrollmentRefused
from courses.models import Cohort
from courses.planning import plan_cohort
from people.models import Membership
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort, make_contact, make_seats
from .queues import make_organization, offered, waiting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ORGANIZATIONS = (0, 0, 1, 1, 1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "enrolling",
                "joining",
                "withdrawing",
                "leaving",
                "sweeping",
                "growing",
                "calling",
                "promising",
                "releasing",
            ]
        ),
        st.integers(0, 4),
    ),
    max_size=15,
)


@settings(max_examples=8)
@given(steps=STEPS)
def test_whatever_people_do_places_suffice_and_no_place_stays_free_for_who_may_come(steps):
    cohort, now = make_cohort(now=NOON, seats=2, organization_limit=2, first_in_queue="rural"), NOON
    organizations = [make_organization(), make_organization()]
    people = [make_person() for _number in ORGANIZATIONS]
    for person, number in zip(people, ORGANIZATIONS, strict=True):
        Membership.objects.create(person=person, organization=organizations[number])
    type(people[3]).objects.filter(pk=people[3].pk).update(settlement="village")
    for step, number in steps:
        now += HOUR
        with suppress(EnrollmentRefused, CohortRefused):
            act(step, people[number], cohort, now)
        counted = Cohort.objects.with_taken().get(pk=cohort.pk)
        inside = list(cohort.enrollments.active().values_list("person", flat=True)) + [
            one.pk for one in offered(cohort)
        ]
        assert counted.taken + counted.promised + counted.held <= counted.seats
        assert len(inside) == len(set(inside)), "nobody twice"
        called = cohort.queue_places.filter(called_at__isnull=False).exists()
        for key in organizations:
            assert called or Membership.objects.filter(organization=key, person__in=inside).count() <= 2
        if counted.seats_left:
            for one in waiting(cohort):
                mine = Membership.objects.filter(organization=one.organizations.get(), person__in=inside).count()
                assert mine >= 2, "a free place waits only for who may not come"


def act(step, person, cohort, now):
    match step:
        case "enrolling":
            enroll(person=person, cohort=cohort, now=now)
        case "joining":
            join_queue(person=person, cohort=cohort, now=now)
        case "withdrawing":
            withdraw(person=person, cohort=cohort, now=now)
        case "leaving":
            leave_queue(person=person, cohort=cohort, now=now)
        case "sweeping":
            sweep(now=now + LONGEST_OFFER)
        case "growing":
            current = Cohort.objects.get(pk=cohort.pk)
            current.seats += 1
            plan_cohort(cohort=current, by=None, now=now)
        case "calling":
            if place := cohort.queue_places.open().filter(person=person).first():
                call_ahead(place=place, reason="Так", by=None, now=now)
        case "promising":
            make_seats(make_contact(), cohort, now=now, seats=1)
        case "releasing":
            if allotment := cohort.allotments.filter(seats__gt=0).first():
                release(allotment=allotment, by=None, now=now)
