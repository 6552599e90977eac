"""Seats that the school keeps for the participant's organization: taken, waited for, declined, free."""

from datetime import timedelta

from django.utils import timezone

from courses.admission.allotments import accept, allot, decline, name_person
from courses.models import Cohort, SeatAllotment

from .reading import read


def build_seats(people, *, contact, staff, now):
    """In the next cohort of the course written out in full; ``admission.toml`` names who is sent."""
    cohort = Cohort.objects.enrolling(now=now).filter(course__slug="biudzhet-hromady").latest("starts_on")
    seats = SeatAllotment(cohort=cohort, organization=contact.organizations.get(), seats=4)
    seats.name_until = timezone.localtime(now + timedelta(days=9)).replace(hour=18, minute=0, second=0, microsecond=0)
    allot(allotment=seats, by=staff.user, now=now - timedelta(days=3))
    busy = set(cohort.enrollments.values_list("person", flat=True))
    newcomer = next(person for person in people if person.pk not in busy)
    names = [newcomer.legal_name, *read("admission.toml")["sent"]]
    joined, _invited, declined = (
        name_person(allotment=seats, name=name, email="", by=contact, now=now - timedelta(days=2)) for name in names
    )
    accept(nominee=joined, person=newcomer, now=now - timedelta(days=1))
    decline(nominee=declined, now=now - timedelta(days=1))
