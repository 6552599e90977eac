"""Rows to test with. They surprise nobody: Tuesdays from ten to twelve, half an hour each, ten minutes between."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from calendars.kyiv import KYIV
from consultations.booking import book
from consultations.freeing import free_slots
from consultations.models import Offer
from consultations.publishing import add_hours, add_share, publish
from people.roles import TRAINERS, add_to_role
from webinars.models import EventPage
from webinars.recurrence import Rule
from webinars.tests.factories import NOON, make_event, make_person

TUESDAY = date(2027, 1, 19)
TEN = datetime(2027, 1, 19, 8, tzinfo=UTC)  # ten o'clock in Kyiv, the first slot of TUESDAY
SECOND = datetime(2027, 1, 19, 8, 40, tzinfo=UTC)
NEXT_WEEK = datetime(2027, 1, 26, 8, tzinfo=UTC)


def make_page():
    """The page that announces consultations."""
    found = EventPage.objects.filter(kind="consultation").first()
    return found or make_event(title="Консультації", kind="consultation")


def make_trainer(**fields):
    trainer = make_person(name=fields.pop("name", "Оксана Левчук"), **fields)
    add_to_role(user=trainer.user, role=TRAINERS)
    return trainer


def make_offer(*, trainer=None, hours=True, now=NOON, **rules):
    """Booked from the moment on, a month ahead, and moved until a day before."""
    make_page()
    rules = {"about": "Бюджет громади", "lead_hours": 0, "per_person": 0, **rules}
    trainer = trainer or make_trainer()
    offer = publish(trainer=trainer, by=trainer.user, now=now, **rules)
    if hours:
        make_hours(offer)
    return Offer.objects.with_times().get(pk=offer.pk)


def make_hours(offer, *, first_on=TUESDAY, at=time(10), until=time(12), **rule):
    rule = Rule(weekdays=tuple(rule.pop("weekdays", (first_on.weekday(),))), **(rule or {"count": 8}))
    return add_hours(offer=offer, rule=rule, first_on=first_on, at=at, until=until, by=offer.trainer.user)


def make_share(offer, *, places=1, **group):
    return add_share(offer=offer, places=places, by=offer.trainer.user, **group)


def make_consultation(*, offer=None, person=None, starts_at=TEN, now=NOON, subject="Запит до ради", **words):
    offer, person = offer or make_offer(), person or make_person()
    return book(person=person, offer=offer, starts_at=starts_at, subject=subject, now=now, **words)


def make_daily(*, number=1, **rules):
    """Offers of so many trainers from tomorrow on, every day from ten to twelve: for views, which ask the clock."""
    now = timezone.now()
    offers = []
    for _ in range(number):
        offer = make_offer(hours=False, now=now, **{"change_hours": 1, **rules})
        make_hours(offer, first_on=timezone.localdate(now, KYIV) + timedelta(days=1), weekdays=range(7), count=20)
        offers.append(Offer.objects.with_times().get(pk=offer.pk))
    return offers


def first_slots(offer):
    """The free times of ``offer`` by the real clock."""
    return free_slots([Offer.objects.with_times().get(pk=offer.pk)], now=timezone.now())[offer]
