"""What the participant answers in a calendar app: kept, shown to the trainer, and said in the next mail."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from calendars import outbox
from calendars.models import Invitation
from calendars.replies import organizer_address, take
from calendars.reply_mail import NotAnAnswer
from calendars.tests.replies import reply
from consultations.booking import move
from webinars.models import Registration, Session
from webinars.tests.factories import make_person

from .factories import first_slots, make_consultation, make_daily

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.REPLIES_HOST, settings.REPLIES_EMAIL = "imap.school.example", "vidpovidi@school.example"


@pytest.fixture
def offer():
    (offer,) = make_daily()
    return offer


def booked(offer):
    """A consultation to come, whose mails are read."""
    starts_at = first_slots(offer)[0].starts_at
    consultation = make_consultation(offer=offer, person=make_person(), starts_at=starts_at, now=timezone.now())
    mail.outbox.clear()
    return consultation


def answer(consultation, said="DECLINED", *, by=None, **values):
    """The participant, or the other one, presses a button, and the letter arrives."""
    person, uid = by or consultation.person, consultation.session.uid
    to = organizer_address(person_id=person.pk, uid=uid)
    letter = reply("outlook", address=person.email, to=to, uid=uid, answer=said, stamp=timezone.now(), **values)
    take(letter, now=timezone.now())


def partstat(person):
    (message,) = [message for message in mail.outbox if message.to == [person.email]]
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    return event["ATTENDEE"].params["PARTSTAT"]


def test_no_from_a_calendar_is_kept_and_leads_to_the_page_of_the_consultation(offer):
    consultation = booked(offer)
    session, person = consultation.session, consultation.person

    answer(consultation)

    assert session.registrations.get(person=person).answer == "declined"
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert f"/{session.public_id}/" in sent.body and "/withdraw/" not in sent.body
    assert Session.objects.get(pk=session.pk).state == "scheduled"


@pytest.mark.parametrize("said", ["DECLINED", "TENTATIVE"])
def test_a_mail_that_leaves_after_the_answer_says_it_to_the_participant_alone(offer, said):
    consultation = booked(offer)
    answer(consultation, said)
    mail.outbox.clear()

    Invitation.objects.update(state="waiting", due_at=timezone.now())  # as after a worker that died
    outbox.send_due(now=timezone.now())

    assert (partstat(consultation.person), partstat(consultation.trainer)) == (said, "ACCEPTED")


def test_another_time_asks_anew(offer):
    consultation = booked(offer)
    answer(consultation)
    mail.outbox.clear()

    move(consultation=consultation, starts_at=first_slots(offer)[1].starts_at, now=timezone.now())

    assert partstat(consultation.person) == "ACCEPTED"
    assert Registration.objects.get().answer == ""


def test_the_trainer_has_no_seat_to_answer_for(offer):
    consultation = booked(offer)

    with pytest.raises(NotAnAnswer):
        answer(consultation, by=consultation.trainer)
    assert Registration.objects.get().answer == ""


def test_the_trainer_reads_it_in_the_list_and_on_the_page(offer, signed_in):
    consultation = booked(offer)
    address = reverse("consultation", args=[consultation.session.public_id])
    words = "Answered from the calendar: does not come"
    browser = signed_in(offer.trainer)
    assert words not in browser.get(reverse("my_consultations")).content.decode()

    answer(consultation, comment="<b>Немає світла</b>")

    assert words in browser.get(reverse("my_consultations")).content.decode()
    page = browser.get(address).content.decode()
    assert words in page and "«&lt;b&gt;Немає світла&lt;/b&gt;»" in page
    own = signed_in(consultation.person).get(address).content.decode()
    assert words not in own and "The time is still kept for you" in own


def test_the_list_costs_no_query_for_each_answer(offer, signed_in):
    browser, counts = signed_in(offer.trainer), []
    browser.get(reverse("my_consultations"))  # what every page needs is looked up
    for number in (1, 2, 3):
        answer(booked(offer))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("my_consultations")).content.decode()
        assert page.count("Answered from the calendar") == number
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
