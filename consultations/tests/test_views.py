"""The pages of both sides as a browser without JavaScript walks them, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.choosing import written
from consultations.models import Consultation, Hours, Offer
from webinars.attendance import decide, mark_on_sheet
from webinars.models import Session
from webinars.registration import register
from webinars.tests.factories import make_event, make_person, make_session

from .factories import first_slots, make_consultation, make_daily, make_page, make_trainer

pytestmark = pytest.mark.django_db
RULES = {
    "about": "Бюджет громади", "minutes": 30, "buffer": 10, "lead_hours": 0, "horizon_days": 30, "change_hours": 24,
    "per_person": 0,
}  # fmt: skip


def text_of(response):
    return response.content.decode()


def hours(**changes):
    tomorrow = timezone.localdate() + timedelta(days=1)
    values = {
        "weekdays": range(7), "interval": 1, "at": "10:00", "until": "12:00", "first_on": tomorrow,
        "last_on": tomorrow + timedelta(days=20),
    }  # fmt: skip
    return {**values, **changes}


def booked(offer, person, **words):
    slot = first_slots(offer)[0]
    return make_consultation(offer=offer, person=person, starts_at=slot.starts_at, now=timezone.now(), **words)


def test_a_trainer_publishes_and_a_participant_books_moves_and_is_too_late_to_cancel(signed_in):
    make_page()
    trainer, person = make_trainer(), make_person()
    client = signed_in(trainer)
    assert client.post(reverse("consultation_rules"), RULES).status_code == 302
    assert client.post(reverse("consultation_add", args=["hours"]), hours()).status_code == 302
    offer = Offer.objects.get()

    client = signed_in(person)
    assert trainer.display_name in text_of(client.get(reverse("consultations")))
    times = reverse("consultation_times", args=[offer.public_id])
    page = client.get(f"{times}?d={timezone.localdate() + timedelta(days=2)}")  # tomorrow may be too near to move
    chosen = page.context["times"][0]
    answer = client.post(chosen.url, {"at": written(chosen.slot.starts_at), "subject": "Запит", "question": ""})
    consultation = Consultation.objects.get()
    assert answer.url == reverse("consultation", args=[consultation.session.public_id])

    move = reverse("consultation_move", args=[consultation.session.public_id])
    later = client.get(f"{move}?d={timezone.localdate() + timedelta(days=3)}").context["times"][0]
    assert client.get(later.url).context["chosen"]["starts_at"] == later.slot.starts_at
    assert client.post(move, {"at": written(later.slot.starts_at)}).status_code == 302
    session = Session.objects.get()
    assert session.starts_at == later.slot.starts_at

    Session.objects.update(starts_at=timezone.now() + timedelta(hours=5), ends_at=timezone.now() + timedelta(hours=6))
    refused = client.post(reverse("consultation_cancel", args=[session.public_id]))
    assert refused.status_code == 409
    assert "at the latest 24 hours before it begins" in text_of(refused)
    assert Consultation.objects.standing().count() == 1


@pytest.mark.parametrize("part", ["seat", "host"])
def test_who_has_something_else_at_that_time_is_warned_and_may_still_book(signed_in, part):
    (offer,) = make_daily()
    person, (slot, other, *_rest) = make_person(), first_slots(offer)
    at = {"starts_at": slot.starts_at - timedelta(minutes=10), "minutes": 20}
    session = make_session(event=make_event(title="Читаємо бюджет"), host=person if part == "host" else None, **at)
    if part == "seat":
        register(person=person, session=session, now=timezone.now())
    make_session(event=make_event(title="Чуже"), **at)
    client, address = signed_in(person), reverse("consultation_book", args=[offer.public_id])
    warning = "At that time you already have “Читаємо бюджет”."

    page = text_of(client.get(f"{address}?at={written(slot.starts_at)}"))
    assert warning in page and "Чуже" not in page
    assert warning not in text_of(client.get(f"{address}?at={written(other.starts_at)}"))
    assert client.post(address, {"at": written(other.starts_at), "subject": "Запит"}).status_code == 302

    move = reverse("consultation_move", args=[Consultation.objects.get().session.public_id])
    assert warning in text_of(client.get(f"{move}?at={written(slot.starts_at)}"))
    assert client.post(move, {"at": written(slot.starts_at)}).status_code == 302
    assert Session.objects.listed().filter(registrations__person=person).count() == (part == "seat")


def test_a_slot_that_somebody_took_meanwhile_is_refused_on_the_page(signed_in):
    (offer,) = make_daily()
    slot = first_slots(offer)[0]
    make_consultation(offer=offer, starts_at=slot.starts_at, now=timezone.now())
    address = reverse("consultation_book", args=[offer.public_id])

    answer = signed_in(make_person()).post(address, {"at": written(slot.starts_at), "subject": "Запит"})

    assert answer.status_code == 409
    assert reverse("consultation_times", args=[offer.public_id]) in text_of(answer)


def test_a_booking_without_a_subject_is_asked_again(signed_in):
    (offer,) = make_daily()
    address = reverse("consultation_book", args=[offer.public_id])

    answer = signed_in(make_person()).post(address, {"at": written(first_slots(offer)[0].starts_at), "subject": ""})

    assert (answer.status_code, Consultation.objects.count()) == (422, 0)


@pytest.mark.parametrize("query", ["?at=nonsense", "?d=2027-13-45", "", "?at=", "?at=9999-12-31T23:59Z&d=9999-12-31"])
def test_addresses_that_make_no_sense_show_the_free_times(signed_in, query):
    (offer,) = make_daily()
    client = signed_in(make_person())

    book = client.get(f"{reverse('consultation_book', args=[offer.public_id])}{query}")
    times = client.get(f"{reverse('consultation_times', args=[offer.public_id])}{query}")

    assert (book.status_code, times.status_code) == (302, 200)
    assert len(times.context["times"]) == 3


NONSENSE = [
    {"until": "09:00"},
    {"weekdays": []},
    {"last_on": "2020-01-01"},
    {"last_on": "2099-01-01"},
    {"at": ""},
    {"first_on": "0001-01-01", "last_on": "0001-02-01"},
]


@pytest.mark.parametrize("changes", NONSENSE)
def test_hours_that_make_no_sense_are_asked_again(signed_in, changes):
    (offer,) = make_daily()

    answer = signed_in(offer.trainer).post(reverse("consultation_add", args=["hours"]), hours(**changes))

    assert (answer.status_code, offer.hours.count()) == (422, 1)


def test_a_trainer_takes_parts_back_and_only_their_own(signed_in):
    mine, theirs = make_daily(number=2)
    client = signed_in(mine.trainer)

    for offer, status in ((mine, 302), (theirs, 404)):
        address = reverse("consultation_remove", args=["hours", offer.hours.get().pk])
        assert client.post(address).status_code == status
    assert [hours.offer for hours in Hours.objects.all()] == [theirs]


def test_a_trainer_closes_booking(signed_in):
    (offer,) = make_daily()

    signed_in(offer.trainer).post(reverse("consultation_close"))

    assert not Offer.objects.get().is_open


def test_without_an_offer_a_trainer_is_led_to_the_rules(signed_in):
    client = signed_in(make_trainer())

    assert reverse("consultation_rules") in text_of(client.get(reverse("my_consultations")))
    assert client.get(reverse("consultation_add", args=["hours"])).url == reverse("consultation_rules")


def test_without_a_page_of_consultations_the_rules_say_so(signed_in):
    answer = signed_in(make_trainer()).post(reverse("consultation_rules"), RULES)

    assert answer.status_code == 409


def test_the_trainer_writes_a_note_and_calls_off(signed_in):
    (offer,) = make_daily()
    consultation = booked(offer, make_person())
    client, public_id = signed_in(offer.trainer), consultation.session.public_id

    client.post(reverse("consultation_note", args=[public_id]), {"note": " Надіслати зразок. "})
    client.post(reverse("consultation_call_off", args=[public_id]), {"reason": "Хвороба"})

    consultation = Consultation.objects.with_people().get()
    assert (consultation.note, consultation.session.is_cancelled) == ("Надіслати зразок.", True)


def test_the_page_of_the_event_leads_to_the_free_times(client):
    page = make_page()

    assert reverse("consultations") in text_of(client.get(page.url))


@pytest.mark.parametrize("side", ["person", "trainer"])
def test_my_learning_shows_the_next_one_to_both(signed_in, side):
    (offer,) = make_daily()
    consultation = booked(offer, make_person(), subject="Запит до ради")

    page = text_of(signed_in(getattr(consultation, side)).get(reverse("my_learning")))

    assert "Запит до ради" in page
    assert page.count(reverse("consultation", args=[consultation.session.public_id])) == 1


def past(offer, person, *, there=True):
    """A consultation that began an hour ago, its attendance decided."""
    consultation = booked(offer, person)
    session, now = consultation.session, timezone.now()
    session.starts_at, session.ends_at = now - timedelta(hours=2), now - timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at, ends_at=session.ends_at)
    if there:
        mark_on_sheet(session=session, person=person, by=offer.trainer, now=now)
    decide(session=session, now=now)
    return consultation


def test_a_past_one_says_whether_it_took_place(signed_in):
    (offer,) = make_daily()
    past(offer, make_person())
    past(offer, make_person(), there=False)

    page = text_of(signed_in(offer.trainer).get(reverse("my_consultations")))

    assert (page.count("took place"), page.count("nobody came")) == (1, 1)


def fill(number, *, person, offer):
    """So many trainers to choose from; ``number`` consultations of ``person``, of ``offer``, and as many past ones."""
    make_daily(number=number - 1)
    for slot in first_slots(offer)[:number]:
        make_consultation(offer=offer, person=person, starts_at=slot.starts_at, now=timezone.now())
    for _ in range(number):
        past(offer, make_person())


PAGES = {
    "consultations": "person",
    "consultation_times": "other",
    "consultation_move": "person",
    "consultation": "person",
    "my_consultations": "trainer",
    "my_learning": "person",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_as_often_for_thirty_as_for_one(signed_in, name):
    (offer,) = make_daily()
    people = {"person": make_person(), "other": make_person(), "trainer": offer.trainer}
    counts, made = [], 0
    for number in (1, 3, 30):
        fill(number - made, person=people["person"], offer=offer)
        made = number
        one = Consultation.objects.filter(person=people["person"]).first()
        args = {"consultation_times": [offer.public_id]}.get(name, [one.session.public_id])
        args = [] if name in ("consultations", "my_consultations", "my_learning") else args
        client = signed_in(people[PAGES[name]])
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=args)).status_code == 200
        counts.append(len(asked))

    assert counts == [counts[0]] * 3
