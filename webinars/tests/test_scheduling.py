from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from webinars.exceptions import SchedulingRefused
from webinars.models import Session
from webinars.registration import register
from webinars.scheduling import cancel, reschedule, restore, save_draft, schedule

from .factories import NOON, make_event, make_person, make_session

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
HOUR = timedelta(hours=1)


def actions(session):
    return list(ModelLogEntry.objects.for_instance(session).order_by("pk").values_list("action", flat=True))


def new_session(**fields):
    starts = NOON + timedelta(days=7)
    return Session(event=make_event(), **{"starts_at": starts, "ends_at": starts + HOUR, **fields})


def coming(**fields):
    """A session far enough ahead of the real clock for mails to be sent."""
    return make_session(starts_at=timezone.now() + timedelta(days=7), **fields)


def test_schedule_announces_a_new_session():
    session = schedule(session=new_session(), by=None, now=NOON)

    assert (session.state, session.sequence, session.created_at, session.updated_at) == ("scheduled", 0, NOON, NOON)
    assert actions(session) == ["webinars.session.draft", "webinars.session.schedule"]


def test_schedule_twice_changes_nothing():
    session = schedule(session=new_session(), by=None, now=NOON)

    again = schedule(session=session, by=None, now=LATER)

    assert (again.sequence, again.updated_at) == (0, NOON)
    assert actions(session) == ["webinars.session.draft", "webinars.session.schedule"]


def test_a_draft_is_not_public_until_it_is_scheduled():
    draft = save_draft(session=new_session(), by=None, now=NOON)
    assert not Session.objects.public().exists()

    schedule(session=draft, by=None, now=LATER)

    assert Session.objects.public().get().updated_at == LATER


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_at": NOON}, "ends after it starts"),
        ({"mode": "in_person"}, "where it takes place"),
    ],
)
def test_schedule_refuses_a_session_that_cannot_be(fields, message, settings):
    from django.utils import translation  # noqa: PLC0415 -- the sentence is compared in English

    with translation.override("en"), pytest.raises(SchedulingRefused, match=message):
        schedule(session=new_session(**fields), by=None, now=NOON)

    assert not Session.objects.exists()


def test_reschedule_raises_the_sequence_once_and_sets_the_time_of_change():
    session = make_session()

    moved = reschedule(
        session=session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=None, now=LATER
    )

    assert (moved.sequence, moved.updated_at, moved.starts_at) == (1, LATER, session.starts_at + HOUR)
    assert actions(session) == ["webinars.session.reschedule"]


def test_reschedule_of_a_detail_leaves_the_sequence():
    session = make_session()

    changed = reschedule(
        session=session, starts_at=session.starts_at, ends_at=session.ends_at, by=None, now=LATER, capacity=10
    )

    assert (changed.sequence, changed.updated_at, changed.capacity) == (0, LATER, 10)


def test_reschedule_without_a_change_writes_nothing():
    session = make_session()

    same = reschedule(session=session, starts_at=session.starts_at, ends_at=session.ends_at, by=None, now=LATER)

    assert (same.sequence, same.updated_at) == (0, NOON)
    assert actions(session) == []


def test_reschedule_asks_for_attendance_to_be_decided_anew():
    session = make_session(decided_at=NOON)

    moved = reschedule(
        session=session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=None, now=LATER
    )

    assert moved.decided_at is None


def test_reschedule_of_a_draft_has_nobody_to_tell():
    session = coming(state="draft")

    moved = reschedule(
        session=session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR, by=None, now=LATER
    )

    assert (moved.sequence, len(mail.outbox)) == (0, 0)


def test_reschedule_keeps_the_seats_that_are_given():
    session = make_session()
    for _person in range(2):
        register(person=make_person(), session=session, now=NOON)

    with pytest.raises(SchedulingRefused):
        reschedule(
            session=session, starts_at=session.starts_at, ends_at=session.ends_at, by=None, now=LATER, capacity=1
        )

    session.refresh_from_db()
    assert session.capacity == 0


def test_reschedule_knows_only_details_of_a_session():
    session = make_session()

    with pytest.raises(TypeError, match="room_name"):
        reschedule(
            session=session, starts_at=session.starts_at, ends_at=session.ends_at, by=None, now=LATER, room_name="x"
        )


def test_cancel_and_restore_each_raise_the_sequence():
    session = make_session()

    cancelled = cancel(session=session, reason="Тренер захворів", by=None, now=LATER)
    assert (cancelled.state, cancelled.sequence, cancelled.updated_at) == ("cancelled", 1, LATER)

    again = cancel(session=session, by=None, now=LATER + HOUR)
    assert (again.sequence, again.updated_at) == (1, LATER)

    back = restore(session=session, by=None, now=LATER + HOUR)
    assert (back.state, back.sequence, back.updated_at) == ("scheduled", 2, LATER + HOUR)
    assert actions(session) == ["webinars.session.cancel", "webinars.session.restore"]


@pytest.mark.parametrize("verb", [cancel, restore])
def test_a_draft_is_neither_cancelled_nor_restored(verb):
    session = make_session(state="draft")

    with pytest.raises(SchedulingRefused):
        verb(session=session, by=None, now=LATER)


def test_a_cancelled_session_is_restored_not_scheduled():
    with pytest.raises(SchedulingRefused):
        schedule(session=make_session(state="cancelled"), by=None, now=LATER)


def test_the_registered_learn_of_changes_each_in_their_language():
    session = coming()
    olena, john = make_person(), make_person(name="John Smith", language="en")
    for person in (olena, john):
        register(person=person, session=session, now=timezone.now())
    mail.outbox.clear()

    cancel(session=session, reason="No power", by=None, now=timezone.now())

    sent = {message.to[0]: message for message in mail.outbox}
    assert set(sent) == {olena.email, john.email}
    assert sent[john.email].subject == "Cancelled: Читаємо бюджет разом"
    assert "The reason: No power" in sent[john.email].body
    assert "No power" in sent[olena.email].body


def test_a_new_title_is_not_worth_a_mail_but_a_new_place_is():
    session = coming(mode="mixed", place="Бібліотека")
    register(person=make_person(), session=session, now=timezone.now())
    mail.outbox.clear()
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at, "by": None, "now": timezone.now()}

    reschedule(session=session, title="День 1", **times)
    assert mail.outbox == []

    reschedule(session=session, place="Будинок культури", **times)
    assert ["Будинок культури" in message.body for message in mail.outbox] == [True]


def test_nobody_is_written_to_about_what_is_over():
    session = make_session(starts_at=timezone.now() - timedelta(days=1))
    session.registrations.create(person=make_person(), created_at=NOON)

    cancel(session=session, by=None, now=timezone.now())

    assert mail.outbox == []


def test_what_moved_says_on_its_page_for_when_it_was_announced_until_it_is_back(client):
    session = make_session(starts_at=timezone.now() + timedelta(days=7))
    first, words = session.starts_at, "it was announced for"

    def move(hours, **details):
        starts = first + timedelta(hours=hours)
        times = {"starts_at": starts, "ends_at": starts + session.length}
        moved = reschedule(session=session, **times, by=None, now=timezone.now(), **details)
        return moved.announced_for, words in client.get(session.event.url).content.decode()

    assert move(0, title="День 1") == (None, False)
    assert move(1) == move(2) == (first, True)
    assert move(0) == (None, False)


def test_a_draft_may_move_as_often_as_it_likes():
    session = make_session(state="draft")
    times = {"starts_at": session.starts_at + HOUR, "ends_at": session.ends_at + HOUR}

    assert reschedule(session=session, **times, by=None, now=NOON).announced_for is None
