"""What stands beside the demonstration's rooms, built alone, as somebody with a seat reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.demo.beside import build_boards
from webinars.models import Poll, RoomQuestion
from webinars.tests.factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_what_was_asked_and_chosen_can_be_read_and_a_poll_waits(sign_in):
    now, host = timezone.now(), make_person()
    held = make_session(event=make_event(slug="gendernyi-pohliad-na-biudzhet"), starts_at=now - 12 * DAY, host=host)
    coming = make_session(event=make_event(slug="zvernennia-na-yake-vidpovidaiut"), starts_at=now + 9 * DAY, host=host)
    people = [make_person() for _number in range(5)]
    for session in (held, coming):
        for person in people:
            session.registrations.create(person=person, created_at=now - 13 * DAY)

    build_boards(staff=host, now=now)

    page = sign_in(people[0]).get(f"/s/{held.public_id}/beside/").content.decode()
    for words in ("Почніть із журналів садочка", "3 people want to know this too", "3 people, 60 %", "Таблиця"):
        assert words in page
    page = sign_in(people[0]).get(f"/s/{held.public_id}/recordings/").content.decode()
    assert "два запитання: хто цим користується" in page
    assert [poll.is_prepared for poll in Poll.objects.order_by("pk")] == [False, True]
    assert RoomQuestion.objects.filter(asked_at__gt=now).count() == 0
    assert sign_in(host).get(f"/t/e/{coming.public_id}/room/").status_code == 200
