"""What the two hear: each change once, in their language, the news in the first line, the entry in their calendar."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from calendars.models import CalendarSettings, Invitation
from consultations.booking import call_off, cancel, move
from consultations.notes import keep_note
from webinars.models import Session
from webinars.tests.factories import NOON, make_person, make_session
from webinars.tests.reminding import sweep

from .factories import SECOND, TEN, first_slots, make_consultation, make_daily, make_offer, make_trainer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def booked(**words):
    """A consultation to come of a Ukrainian with an English-speaking trainer; the mails of booking are read."""
    (offer,) = make_daily(trainer=make_trainer(language="en", display_name="Oksana L."))
    person = make_person(display_name="Марія Т.")
    slots = first_slots(offer)
    consultation = make_consultation(
        offer=offer, person=person, starts_at=slots[0].starts_at, now=timezone.now(), **words
    )
    return consultation, slots


def said():
    """(to, subject, first line, method, SEQUENCE) of each mail since the last call."""
    rows = []
    for message in mail.outbox:
        calendar = Calendar.from_ical(message.calendar)
        (event,) = calendar.walk("VEVENT")
        rows.append(
            (message.to[0], message.subject, message.body.splitlines()[0], str(calendar["METHOD"]), event["SEQUENCE"])
        )
    mail.outbox.clear()
    return rows


def test_a_life_of_a_consultation_in_two_mailboxes():
    consultation, slots = booked()
    person, trainer = consultation.person, consultation.trainer
    first = said()
    consultation = move(consultation=consultation, starts_at=slots[1].starts_at, now=timezone.now())
    second = said()
    cancel(consultation=consultation, now=timezone.now())
    third = said()

    assert sorted(row[0] for row in first) == sorted([person.email, trainer.email])
    by_mail = [{row[0]: row[1:] for row in rows} for rows in (first, second, third)]
    assert [rows[trainer.email][0] for rows in by_mail] == [
        "Consultation booked: Марія Т.",
        "Consultation moved: Марія Т.",
        "Consultation cancelled: Марія Т.",
    ]
    assert [rows[trainer.email][2:] for rows in by_mail] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
    assert [rows[person.email][2:] for rows in by_mail] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
    assert by_mail[1][trainer.email][1].startswith("New time: ")
    assert "Before: " in by_mail[1][trainer.email][1]
    assert by_mail[2][trainer.email][1].endswith("(Kyiv time) is cancelled.")


def test_the_reason_of_a_trainer_reaches_the_participant():
    consultation, _slots = booked()
    mail.outbox.clear()

    call_off(consultation=consultation, reason="Хвороба", by=consultation.trainer.user, now=timezone.now())

    assert ["Хвороба" in message.body for message in mail.outbox] == [True, True]


def test_each_change_is_told_once_even_if_it_is_asked_twice():
    consultation, slots = booked()
    mail.outbox.clear()

    for _ in range(2):
        move(consultation=consultation, starts_at=slots[1].starts_at, now=timezone.now())
    assert len(said()) == 2
    for _ in range(2):
        cancel(consultation=consultation, now=timezone.now())
    assert len(said()) == 2


def test_question_and_note_go_into_no_mail():
    consultation, slots = booked(question="Таємне питання")
    keep_note(consultation=consultation, text="Таємна нотатка", by=consultation.trainer, now=timezone.now())
    move(consultation=consultation, starts_at=slots[1].starts_at, now=timezone.now())

    texts = [f"{message.body}{message.calendar.decode()}" for message in mail.outbox]
    assert len(texts) == 4
    assert not any("Таємн" in text for text in texts)


def test_a_message_that_was_overtaken_is_not_sent(tasks_wait):
    consultation, _slots = booked()
    cancel(consultation=consultation, now=timezone.now())

    assert mail.outbox == []
    assert set(Invitation.objects.values_list("source", "about")) == {
        ("consultation", "registered"),
        ("consultation", "cancelled"),
    }


def test_the_participant_is_reminded_with_the_way_into_the_room_and_to_the_rules(tasks_wait):
    consultation = make_consultation(offer=make_offer(), now=NOON)

    assert sweep(TEN - 24 * HOUR) == 2
    (message,) = [message for message in mail.outbox if message.to == [consultation.person.email]]
    public_id = consultation.session.public_id
    assert f"/s/{public_id}/join/" in message.body
    assert f"/consultations/{public_id}/" in message.body
    assert "/withdraw/" not in message.body


def test_the_trainer_is_reminded_as_they_want_and_each_time_once(tasks_wait):
    trainer = make_trainer(language="en")
    CalendarSettings.objects.create(person=trainer, reminders="own", reminder_offsets=[60])
    consultation = make_consultation(offer=make_offer(trainer=trainer), now=NOON)
    cancelled = make_consultation(offer=consultation.offer, starts_at=SECOND, now=NOON)
    cancel(consultation=cancelled, now=NOON)
    make_session(starts_at=TEN, host=trainer).registrations.create(person=make_person(), created_at=NOON)
    mail.outbox.clear()

    for before in (24 * HOUR, HOUR, HOUR / 2):
        sweep(TEN - before)

    (message,) = [message for message in mail.outbox if message.to == [trainer.email]]
    assert "We remind you of what you lead" in message.body
    assert f"/en/consultations/{consultation.session.public_id}/" in message.body
    assert "move or cancel" not in message.body and "an hour before the start" in message.body


def test_a_trainer_who_wants_no_reminders_or_has_no_address_gets_none(tasks_wait):
    silent, nowhere = make_trainer(), make_trainer(email="")
    CalendarSettings.objects.create(person=silent, reminders="none")
    for trainer in (silent, nowhere):
        make_consultation(offer=make_offer(trainer=trainer), now=NOON)

    assert sweep(TEN - 24 * HOUR) == 2, "the two participants"


def test_the_page_going_offline_silences_no_reminder(tasks_wait):
    consultation = make_consultation(offer=make_offer(), now=NOON)
    Session.objects.get(pk=consultation.session_id).event.unpublish()

    assert sweep(TEN - 24 * HOUR) == 2


@pytest.fixture
def tasks_wait(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
