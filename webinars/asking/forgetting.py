"""Answers serve to prepare an event: they are erased in time, and at once where nobody comes."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from webinars.models import EventAnswers, Registration, SeatRequest, WaitingPlace


def erase_answers(*, now):
    """Erase the answers of who left, and those to events that ended ``ROOM_EVENTS_KEPT_DAYS`` ago; how many."""
    before = now - timedelta(days=settings.ROOM_EVENTS_KEPT_DAYS)
    theirs = Q(
        person=OuterRef("person"), session__event__translation_key=OuterRef("event_key"), session__ends_at__gt=before
    )
    parts = Registration.objects.active(), WaitingPlace.objects.open(), SeatRequest.objects.waiting()
    seat, place, request = (Exists(rows.filter(theirs)) for rows in parts)
    return EventAnswers.objects.filter(~(seat | place | request)).delete()[0]
