"""Whatever people do in whatever order: nobody is in two places, and no limit is exceeded."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.kyiv import KYIV
from consultations.booking import book, call_off, cancel, move
from consultations.exceptions import ConsultationRefused
from consultations.models import Consultation
from consultations.publishing import publish
from people.models import Membership, Organization
from webinars.models import Registration, Session
from webinars.tests.factories import NOON, make_person

from .factories import TEN, make_offer, make_share

SLOTS = st.integers(0, 20).map(lambda number: TEN + timedelta(weeks=number // 4, minutes=20 * (number % 4)))
STEPS = st.lists(
    st.tuples(st.sampled_from(["book", "move", "cancel", "call off", "lengthen"]), st.integers(0, 3), SLOTS),
    min_size=4,
    max_size=14,
)


@pytest.fixture
def school(db):
    """Two offers of ten-minute breaks, one of them for two organizations; four people, three in organizations."""
    people = [make_person() for _ in range(4)]
    first, second = (Organization.objects.create(name=f"ГО {number}", region="UA-32") for number in (1, 2))
    for person, organization in zip(people[:3], (first, first, second), strict=True):
        Membership.objects.create(person=person, organization=organization)
    shared, for_all = make_offer(horizon_days=60, per_person=2), make_offer(horizon_days=60, per_person=2)
    make_share(shared, organization=first, places=2)
    make_share(shared, organization=second, places=1)
    return people, (shared, for_all)


def do(name, person, offer, starts_at):
    mine = Consultation.objects.standing().filter(person=person, offer=offer).order_by("pk").first()
    if name == "book":
        book(person=person, offer=offer, starts_at=starts_at, subject="Тема", now=NOON)
    elif name == "lengthen":
        publish(trainer=offer.trainer, by=None, now=NOON, minutes=50 if starts_at.minute else 30)
    elif mine and name == "move":
        move(consultation=mine, starts_at=starts_at, now=NOON)
    elif mine and name == "cancel":
        cancel(consultation=mine, now=NOON)
    elif mine:
        call_off(consultation=mine, reason="Хвороба", by=None, now=NOON)


@settings(max_examples=25)
@given(steps=STEPS)
def test_no_order_of_steps_breaks_a_limit(school, steps):
    people, offers = school
    for rows in (Consultation, Registration, Session):
        rows.objects.all().delete()
    for offer in offers:
        publish(trainer=offer.trainer, by=None, now=NOON, minutes=30)
    for place, (name, number, starts_at) in enumerate(steps):
        try:
            do(name, people[number], offers[place % 2], starts_at)
        except ConsultationRefused:
            continue

    standing = list(Consultation.objects.standing().select_related("session", "share", "offer"))
    for one, other in combinations(standing, 2):
        earlier, later = sorted((one.session, other.session), key=lambda session: session.starts_at)
        rest = timedelta(minutes=10 if one.offer == other.offer else 0)
        met = {one.person_id, one.session.host_id} & {other.person_id, other.session.host_id}
        assert not met or earlier.ends_at + rest <= later.starts_at
    months = [(row, row.session.starts_at.astimezone(KYIV).month) for row in standing]
    assert all(
        number <= 2 for number in Counter((row.person_id, row.offer_id, month) for row, month in months).values()
    )
    for (share, _month), number in Counter((row.share, month) for row, month in months if row.share).items():
        assert number <= share.places
    assert all(row.share for row in standing if row.offer == offers[0])
