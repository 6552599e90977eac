"""Booking, moving, cancelling: by the rules, each refusal naming its own."""

from datetime import timedelta

import pytest

from calendars.kyiv import KYIV
from consultations.booking import book, call_off, cancel, move
from consultations.exceptions import ConsultationRefused
from consultations.freeing import free_slots
from consultations.models import Consultation, Offer
from consultations.publishing import add_absence, close, publish, take_back
from courses.enrollment import enroll
from courses.tests.factories import make_cohort
from people.models import Membership, Organization
from webinars.tests.factories import NOON, make_event, make_person, make_session

from .factories import NEXT_WEEK, SECOND, TEN, TUESDAY, make_consultation, make_hours, make_offer, make_share

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def walls(offer, *, now=NOON):
    """The free times of ``offer`` on Kyiv's clock."""
    (slots,) = free_slots(Offer.objects.with_times().filter(pk=offer.pk), now=now).values()
    return [slot.starts_at.astimezone(KYIV).strftime("%d.%m %H:%M") for slot in slots]


def make_organization(*people):
    organization = Organization.objects.create(name="Громада", region="UA-32")
    for person in people:
        Membership.objects.create(person=person, organization=organization)
    return organization


def test_hours_are_cut_into_slots_with_breaks_between():
    offer = make_offer(horizon_days=8)

    assert walls(offer) == ["19.01 10:00", "19.01 10:40", "19.01 11:20"]


def test_booking_takes_the_slot_and_makes_a_private_session_with_one_seat():
    offer, person = make_offer(horizon_days=8), make_person()

    consultation = book(person=person, offer=offer, starts_at=TEN, subject="Запит", question="Як?", now=NOON)

    session = consultation.session
    assert (session.starts_at, session.host, session.capacity, session.state) == (TEN, offer.trainer, 1, "scheduled")
    assert session.is_private
    assert [seat.person for seat in session.registrations.active()] == [person]
    assert walls(offer) == ["19.01 10:40", "19.01 11:20"]


def test_booking_twice_is_booking_once():
    offer, person = make_offer(), make_person()

    first, second = (make_consultation(offer=offer, person=person) for _ in range(2))

    assert first == second
    assert Consultation.objects.count() == 1


def test_a_taken_slot_is_refused():
    offer = make_offer()
    make_consultation(offer=offer)

    with pytest.raises(ConsultationRefused, match="вільний|free"):
        make_consultation(offer=offer)


@pytest.mark.parametrize("minutes", [-60, 7, 60 * 24])
def test_a_time_outside_the_hours_is_refused(minutes):
    with pytest.raises(ConsultationRefused):
        make_consultation(starts_at=TEN + timedelta(minutes=minutes))


def test_a_slot_too_near_or_too_far_is_not_free():
    offer = make_offer(lead_hours=24, horizon_days=10)

    assert walls(offer, now=TEN - DAY)[0] == "19.01 10:00"
    assert walls(offer, now=TEN - DAY + timedelta(minutes=1))[0] == "19.01 10:40"
    assert walls(offer, now=TEN - 10 * DAY - timedelta(minutes=1)) == []
    assert walls(offer, now=TEN - 10 * DAY) == ["19.01 10:00"]


def test_days_off_have_no_slots_and_come_back_when_they_are_removed():
    offer = make_offer(horizon_days=8)
    absence = add_absence(offer=offer, first_on=TUESDAY - DAY, last_on=TUESDAY, by=offer.trainer.user)

    assert walls(offer) == []
    take_back(part=absence, by=offer.trainer.user)
    assert len(walls(offer)) == 3


def test_what_the_trainer_hosts_elsewhere_is_not_free_and_keeps_its_break():
    offer = make_offer(horizon_days=8)
    make_session(event=make_event(), host=offer.trainer, starts_at=TEN + timedelta(minutes=70), minutes=10)

    assert walls(offer) == ["19.01 10:00"]


def test_a_cancelled_session_of_the_trainer_leaves_its_time_free():
    offer = make_offer(horizon_days=8)
    make_session(event=make_event(), host=offer.trainer, starts_at=TEN, state="cancelled")

    assert len(walls(offer)) == 3


def test_a_closed_offer_takes_no_bookings_and_keeps_those_it_has():
    offer = make_offer()
    consultation = make_consultation(offer=offer)
    close(offer=offer, by=offer.trainer.user, now=NOON)

    with pytest.raises(ConsultationRefused):
        make_consultation(offer=offer, starts_at=SECOND)
    consultation.session.refresh_from_db()
    assert consultation.session.state == "scheduled"


def test_hours_taken_back_leave_what_is_booked():
    offer = make_offer()
    consultation = make_consultation(offer=offer)
    take_back(part=offer.hours.get(), by=offer.trainer.user)

    assert walls(offer) == []
    assert Consultation.objects.standing().get() == consultation


def test_nobody_books_with_themselves():
    offer = make_offer()

    with pytest.raises(ConsultationRefused):
        make_consultation(offer=offer, person=offer.trainer)


def test_one_person_has_so_many_consultations_a_month():
    offer, person = make_offer(per_person=1), make_person()
    make_consultation(offer=offer, person=person)

    with pytest.raises(ConsultationRefused, match="1"):
        make_consultation(offer=offer, person=person, starts_at=NEXT_WEEK)
    make_consultation(offer=offer, person=person, starts_at=TEN + 14 * DAY)
    assert Consultation.objects.count() == 2


def test_a_person_is_at_one_consultation_at_a_time():
    person = make_person()
    make_consultation(person=person)

    with pytest.raises(ConsultationRefused):
        make_consultation(person=person)


def test_with_places_for_a_cohort_only_its_people_book_and_never_more():
    cohort, inside, other, stranger = make_cohort(), make_person(), make_person(), make_person()
    offer = make_offer()
    make_share(offer, cohort=cohort, places=1)
    for person in (inside, other):
        enroll(person=person, cohort=cohort, now=cohort.enroll_opens_at)

    with pytest.raises(ConsultationRefused):
        make_consultation(offer=offer, person=stranger)
    make_consultation(offer=offer, person=inside)
    with pytest.raises(ConsultationRefused):
        make_consultation(offer=offer, person=other, starts_at=SECOND)
    make_consultation(offer=offer, person=other, starts_at=TEN + 14 * DAY)


def test_places_of_an_organization_count_for_it():
    person = make_person()
    organization = make_organization(person)
    offer = make_offer()
    share = make_share(offer, organization=organization, places=1)

    consultation = make_consultation(offer=offer, person=person)

    assert (consultation.share, consultation.organization, consultation.region) == (share, organization, "UA-32")
    with pytest.raises(ConsultationRefused):
        make_consultation(offer=offer, person=person, starts_at=SECOND)


def test_a_cancelled_consultation_gives_its_place_back():
    offer, person = make_offer(per_person=1), make_person()
    cancel(consultation=make_consultation(offer=offer, person=person), now=NOON)

    again = make_consultation(offer=offer, person=person)

    assert list(Consultation.objects.standing()) == [again]


def test_moving_keeps_the_session_and_its_entry():
    consultation = make_consultation()
    uid = consultation.session.uid

    moved = move(consultation=consultation, starts_at=NEXT_WEEK, now=NOON)

    assert (moved.session.uid, moved.session.starts_at, moved.session.sequence) == (uid, NEXT_WEEK, 1)
    assert walls(moved.offer)[0] == "19.01 10:00"


def test_moving_within_the_limit_of_a_month_does_not_count_itself():
    offer = make_offer(per_person=1)
    consultation = make_consultation(offer=offer)

    assert move(consultation=consultation, starts_at=SECOND, now=NOON).session.starts_at == SECOND


@pytest.mark.parametrize("change", [cancel, lambda **given: move(starts_at=NEXT_WEEK, **given)])
def test_a_late_change_is_refused_with_the_rule_and_the_hour(change):
    consultation = make_consultation(offer=make_offer(change_hours=24))

    with pytest.raises(ConsultationRefused, match=r"24.*18.січня, 10:00"):
        change(consultation=consultation, now=TEN - DAY + timedelta(seconds=1))
    change(consultation=consultation, now=TEN - DAY)


def test_the_trainer_calls_off_late_and_says_why():
    consultation = make_consultation()

    gone = call_off(consultation=consultation, reason="Хвороба", by=consultation.trainer.user, now=TEN)

    assert gone.session.is_cancelled
    assert gone.cancelled_by == consultation.trainer


def test_nothing_is_called_off_once_it_is_over():
    consultation = make_consultation()

    with pytest.raises(ConsultationRefused):
        call_off(consultation=consultation, reason="Пізно", by=None, now=TEN + DAY)


def test_publishing_again_changes_the_rules_and_opens():
    offer = make_offer()
    close(offer=offer, by=None, now=NOON)

    again = publish(trainer=offer.trainer, by=None, now=NOON, minutes=45)

    assert (again.pk, again.minutes, again.about, again.is_open) == (offer.pk, 45, offer.about, True)


def test_longer_slots_never_overlap_what_was_booked_as_shorter_ones():
    offer = make_offer(horizon_days=8)
    make_consultation(offer=offer, starts_at=SECOND)
    publish(trainer=offer.trainer, by=None, now=NOON, minutes=45)

    assert walls(offer) == []


def test_the_page_of_consultations_must_be_there_first():
    trainer = make_person()

    with pytest.raises(ConsultationRefused):
        publish(trainer=trainer, by=None, now=NOON, about="Бюджет")


def test_two_weeks_of_hours_are_published_by_one_rule():
    offer = make_offer(hours=False)
    make_hours(offer, weekdays=(1, 3), interval=2, count=4)

    assert {wall[:5] for wall in walls(offer)} == {"19.01", "21.01", "02.02", "04.02"}
