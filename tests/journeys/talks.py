"""Consultations for the scene: one trainer's offer, one consultation to come, one that took place, one called off."""

from datetime import time, timedelta

from django.utils import timezone

from calendars.kyiv import KYIV
from consultations.booking import book, call_off
from consultations.choosing import written
from consultations.freeing import free_slots
from consultations.models import Offer
from consultations.notes import keep_note
from consultations.publishing import add_absence, add_hours, publish
from home.demo.pages import publish as publish_page
from webinars.attendance import decide, mark_on_sheet
from webinars.models import EventPage
from webinars.recurrence import Rule

DAY = timedelta(days=1)


def make_talks(scene, *, events, body):
    """``scene`` learns an ``offer`` of its coordinator, and talks of its reader: ``meeting`` and the others."""
    page = EventPage(title="Консультації", slug="konsultatsii", kind="consultation", lead="Наодинці", body=body)
    publish_page(page, events)
    trainer, now = scene.coordinator, scene.now
    today = timezone.localdate(now, KYIV)
    offer = publish(trainer=trainer, by=trainer.user, now=now, about="Бюджет громади", lead_hours=0, per_person=0)
    rule = Rule(weekdays=tuple(range(7)), until=today + 20 * DAY)
    add_hours(offer=offer, rule=rule, first_on=today - 20 * DAY, at=time(9), until=time(12), by=trainer.user)
    add_absence(offer=offer, first_on=today + 5 * DAY, last_on=today + 6 * DAY, by=trainer.user)
    scene.offer = Offer.objects.with_times().get(pk=offer.pk)
    scene.free_at = written(free_slots([scene.offer], now=now + 3 * DAY)[scene.offer][0].starts_at)
    scene.meeting, scene.no_meeting, scene.past_meeting = (
        make_talk(scene, now=then) for then in (now + 2 * DAY, now + 2 * DAY, now - 10 * DAY)
    )
    call_off(consultation=scene.no_meeting, reason="Хвороба", by=trainer.user, now=now)
    session = scene.past_meeting.session
    mark_on_sheet(session=session, person=scene.reader, by=trainer, now=session.starts_at)
    decide(session=session, now=session.ends_at + DAY)
    keep_note(consultation=scene.past_meeting, text="Надіслати зразок запиту.", by=trainer, now=session.ends_at)


def make_talk(scene, *, now):
    """The reader books the first time that is free at ``now``."""
    slot = free_slots([scene.offer], now=now)[scene.offer][0]
    words = {"subject": "Запит до ради", "question": "З чого почати?"}
    return book(person=scene.reader, offer=scene.offer, starts_at=slot.starts_at, now=now, **words)
