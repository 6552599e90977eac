"""The demonstration's consultations, built alone: past ones with notes, booked ones, free times."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.freeing import free_slots
from consultations.models import Consultation, Offer
from consultations.tests.factories import make_page, make_trainer
from home.demo.clock import moment, on_weekday, today
from home.demo.consultations import build_consultations
from webinars.tests.factories import make_person

pytestmark = pytest.mark.django_db


# The hours given are on Tuesday and Thursday evenings, on Monday and Wednesday mornings.
@pytest.mark.parametrize(("weekday", "clock"), [(0, "10:50"), (2, "11:40"), (3, "17:55"), (6, "03:00")])
def test_two_trainers_give_consultations_whenever_the_school_is_loaded(weekday, clock):
    make_page()
    people = [make_person(account=False) for _ in range(61)]
    logins = {"trainer": make_trainer(), "coordinator": make_trainer(), "participant": make_person()}
    now = moment(on_weekday(today(timezone.now()) + timedelta(days=1), weekday), clock)

    build_consultations(people, logins=logins, now=now)

    offers = list(Offer.objects.with_times())
    past, coming = Consultation.objects.past(now=now).with_outcome(), Consultation.objects.upcoming(now=now)
    assert [offer.trainer for offer in offers] == [logins["trainer"], logins["coordinator"]]
    assert all(len(slots) >= 5 for slots in free_slots(offers, now=now).values())
    assert (past.filter(held=True).count(), past.exclude(note="").count()) == (5, 4)
    assert {row.person for row in coming} >= {logins["participant"], people[33], people[60]}
