"""Where a coordinator approves, a request holds nothing; yes gives a seat or a place in the queue, no has a reason."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import User
from webinars.approval import ask_for_seat, decide, take_back
from webinars.asking.forgetting import erase_answers
from webinars.asking.questions import answers_of
from webinars.date_choice import choose_dates
from webinars.exceptions import RegistrationRefused
from webinars.models import EventAnswers, SeatRequest
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule
from webinars.waiting import join_queue

from .asking import ask, asking_event
from .factories import NOON, make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db


def selective(**fields):
    return make_session(event=make_event(approval=True), **fields)


def asked(session, person=None, now=NOON):
    return ask_for_seat(person=person or make_person(), session=session, now=now)


def answer(request, *, approved=True, reason="", now=NOON, by=None):
    return decide(request=request, approved=approved, reason=reason, by=by, now=now)


def seated(session):
    return [row.person for row in session.registrations.active()]


def test_no_door_gives_a_seat_without_a_yes():
    session, person = selective(capacity=1), make_person()
    with pytest.raises(RegistrationRefused):
        register(person=person, session=session, now=NOON)
    answer(asked(session))
    with pytest.raises(RegistrationRefused):
        join_queue(person=person, session=session, now=NOON)

    assert person not in seated(session)
    assert not session.waiting_places.exists()


def test_a_request_holds_nothing_and_asking_twice_is_once():
    session, person = selective(capacity=1), make_person()
    mail.outbox.clear()

    assert asked(session, person) == asked(session, person)

    session = type(session).objects.get(pk=session.pk)
    assert (session.seats_left, seated(session), mail.outbox) == (1, [], [])


def test_a_yes_gives_a_seat_and_the_invitation_once():
    now = timezone.now()  # the outbox sends by the real clock
    session = selective(starts_at=now + timedelta(days=3))
    request = asked(session, now=now)
    assert mail.outbox == []

    for _time in range(2):
        assert answer(request, now=now).state == "approved"

    assert seated(session) == [request.person]
    [letter] = mail.outbox
    assert (letter.to, "METHOD:REQUEST" in str(letter.calendar)) == ([request.person.email], True)


def test_a_yes_to_a_full_session_is_a_place_in_the_queue_and_an_offer_needs_no_other_yes():
    session = selective(capacity=1)
    first, second = asked(session), asked(session)
    answer(first)
    mail.outbox.clear()
    answer(second)
    assert [(letter.to, session.event.title in letter.subject) for letter in mail.outbox] == [
        ([second.person.email], True)
    ]
    assert [place.person for place in session.waiting_places.waiting()] == [second.person]

    withdraw(person=first.person, session=session, now=NOON)
    register(person=second.person, session=session, now=NOON)

    assert seated(session) == [second.person]


def test_a_no_has_a_reason_that_the_person_reads_and_may_become_a_yes():
    session = selective()
    request = asked(session)
    with pytest.raises(RegistrationRefused):
        answer(request, approved=False, reason=" ")
    mail.outbox.clear()

    answer(request, approved=False, reason="Лише для <громад> Полтавщини.")
    [letter] = mail.outbox
    assert (letter.to, "Лише для <громад> Полтавщини." in letter.body) == ([request.person.email], True)
    with pytest.raises(RegistrationRefused):
        asked(session, request.person)
    answer(request)

    assert seated(session) == [request.person]
    with pytest.raises(RegistrationRefused):
        answer(request, approved=False, reason="Ні")


def test_who_waits_for_a_yes_is_told_once_of_another_time_and_of_the_end():
    session = selective()
    waiting, gone, declined = asked(session), asked(session), asked(session)
    take_back(person=gone.person, session=session, now=NOON)
    answer(declined, approved=False, reason="Лише для нових громад")
    mail.outbox.clear()

    later = {"starts_at": session.starts_at + timedelta(hours=1), "ends_at": session.ends_at + timedelta(hours=1)}
    reschedule(session=session, by=None, now=NOON, **later)
    reschedule(session=session, by=None, now=NOON, **later)
    cancel(session=session, by=None, now=NOON)

    told = [(letter.to, letter.subject.split(":")[0]) for letter in mail.outbox]
    assert told == [([waiting.person.email], "Changed"), ([waiting.person.email], "Cancelled")]
    assert f"/s/{session.public_id}/request/withdraw/" in mail.outbox[0].body
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_request_taken_back_is_not_decided_and_may_be_sent_again():
    session, person = selective(), make_person()
    request = asked(session, person)
    take_back(person=person, session=session, now=NOON)
    assert take_back(person=person, session=session, now=NOON) is None
    with pytest.raises(RegistrationRefused):
        answer(request)

    answer(asked(session, person))

    assert seated(session) == [person]


def test_who_gave_an_approved_seat_back_asks_anew():
    session = selective()
    request = asked(session)
    answer(request)
    withdraw(person=request.person, session=session, now=NOON)
    with pytest.raises(RegistrationRefused):
        register(person=request.person, session=session, now=NOON)

    asked(session, request.person)

    assert session.requests.count() == 2


@pytest.mark.parametrize("case", ["open event", "begun", "cancelled", "has a seat"])
def test_it_is_refused_where_there_is_nothing_to_ask(case):
    session, person, now = selective(), make_person(), NOON
    if case == "open event":
        session = make_session()
    if case == "begun":
        now = session.starts_at
    if case == "cancelled":
        cancel(session=session, by=None, now=NOON)
    if case == "has a seat":
        answer(asked(session, person))

    with pytest.raises(RegistrationRefused):
        asked(session, person, now=now)


def test_a_yes_comes_too_late_for_what_is_cancelled():
    session = selective()
    request = asked(session)
    cancel(session=session, by=None, now=NOON)

    with pytest.raises(RegistrationRefused):
        answer(request)
    assert SeatRequest.objects.get().state == "waiting"


def test_questions_are_answered_with_the_request_and_kept_while_it_waits():
    event, food, _wish = asking_event(approval=True)
    session, person = make_session(event=event), make_person()
    with pytest.raises(RegistrationRefused):
        asked(session, person)
    ask_for_seat(person=person, session=session, now=NOON, answers={food: "Без м’яса"})
    assert (answers_of(person, event)[food], erase_answers(now=NOON)) == ("Без м’яса", 0)

    take_back(person=person, session=session, now=NOON)
    assert (erase_answers(now=NOON), EventAnswers.objects.count()) == (1, 0)


def test_a_question_that_came_after_the_request_does_not_stop_a_yes():
    session = selective(capacity=1)
    first, second = asked(session), asked(session)
    ask(session.event)

    for request in (first, second):
        answer(request)

    assert (seated(session), session.waiting_places.get().person) == ([first.person], second.person)


def test_several_dates_are_asked_for_and_left_at_once():
    dates, person = make_weeks(event=make_event(approval=True), number=3), make_person()

    done = choose_dates(person=person, offered=dates, wanted=dates[:2], now=NOON)
    assert (done.taken, done.asked) == ([], dates[:2])
    done = choose_dates(person=person, offered=dates, wanted=dates[1:], now=NOON)

    assert (done.left, done.asked) == (dates[:1], dates[2:])
    assert {row.session for row in person.seat_requests.waiting()} == set(dates[1:])
    assert not person.registrations.exists()


def test_the_log_names_who_decided_and_says_no_reason():
    request, staff = asked(selective()), User.objects.create_user("staff@example.org")

    answer(request, approved=False, reason="Таємниця", by=staff)

    entry = ModelLogEntry.objects.get(action="webinars.request.declined")
    assert (entry.user, "Таємниця" in str(entry.data)) == (staff, False)
