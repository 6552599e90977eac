"""Seats of an organization in the scene: somebody came in, somebody is invited."""

from datetime import timedelta

from courses.admission.allotments import accept, allot, name_person
from courses.models import SeatAllotment
from people.models import Membership, Organization


def make_seats(scene):
    """(seats, who came in, who is invited); the contact is the scene's trainer."""
    organization = Organization.objects.create(name="ГО «Жива громада»", region="UA-77")
    Membership.objects.create(person=scene.trainer, organization=organization, is_contact=True)
    seats = SeatAllotment(cohort=scene.selective, organization=organization, seats=3)
    seats.name_until = scene.now + timedelta(days=7)
    allot(allotment=seats, by=scene.coordinator.user, now=scene.now)
    joined, invited = (
        name_person(allotment=seats, name=name, email="", by=scene.trainer, now=scene.now)
        for name in ("Іван Сусід", "Ніна Левчук")
    )
    accept(nominee=joined, person=scene.neighbor, now=scene.now)
    return seats, joined, invited
