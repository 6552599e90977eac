"""What the demonstration school shows of registration."""

import pytest

from webinars.models import EventAnswers, EventPage, Registration, SeatRequest

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_the_coming_forum_asks_and_everybody_has_answered():
    event = EventPage.objects.get(slug="forum-syla-malykh-hromad")
    guests = Registration.objects.active().filter(session__event=event).values("person")

    assert [question.kind for question in event.questions.all()] == ["yes_no", "one", "several", "long"]
    assert EventAnswers.objects.filter(event_key=event.translation_key).count() == guests.distinct().count() > 4


def test_the_coming_visit_is_asked_for_and_some_are_answered():
    states = list(SeatRequest.objects.order_by("asked_at").values_list("state", flat=True))

    assert states == ["approved", "approved", "declined", "waiting", "waiting", "waiting"]
