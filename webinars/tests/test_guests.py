"""Registration without an account: an address, a mail, a link; what the link opens, and what is not given away."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people.accounts import link_person
from people.models import Person, User
from webinars.guests import views
from webinars.guests.links import token_of
from webinars.guests.opening import token_of as mailed
from webinars.models import WayIn
from webinars.registration import register, withdraw
from webinars.scheduling import cancel
from webinars.waiting import join_queue

from .asking import asking_event
from .factories import make_event, make_person, make_session
from .guests import NINA, come, link_in, opened, start_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return opened(make_session(starts_at=timezone.now() + timedelta(days=3)))


def test_from_the_link_of_the_school_to_a_seat_its_room_and_back(client, session):
    assert client.get(start_of(session)).status_code == 200
    assert client.post(start_of(session), {"email": NINA}).status_code == 200
    assert not Person.objects.filter(email=NINA).exists()
    url = link_in(mail.outbox[0], "w")
    assert client.get(url).status_code == 200
    assert not session.registrations.exists()

    seat = client.post(url, {"name": "Ніна Левчук", "consent": "on"}).url

    person = Person.objects.get(email=NINA)
    assert (person.legal_name, person.display_name, person.user) == ("Ніна Левчук", "Ніна Л.", None)
    assert person.consented_at is not None
    assert session.registrations.active().get().person == person
    (way_in,) = WayIn.objects.all()
    assert (way_in.person, way_in.organization, way_in.state) == (person, None, "given")
    letter = mail.outbox[1]
    assert letter.subject.startswith("You are registered")
    assert link_in(letter, "g") == f"{seat}join/"
    assert "/my/calendar/" not in letter.body
    assert seat in str(letter.message().get_payload(1)) or f"{seat}join/" in letter.message().as_string()
    assert f"{seat}join/" in client.get(seat).content.decode()
    assert client.get(url).url == seat

    assert client.get(f"{seat}?leave=1").status_code == 200
    assert session.registrations.active().exists()
    client.post(seat, {"do": "give_back"})
    assert not session.registrations.active().exists()
    assert mail.outbox[2].subject.startswith("Your registration is cancelled")


def test_the_answer_is_the_same_for_every_address_and_the_mail_holds_nothing_that_was_typed(client, session):
    known = make_person()
    register(person=known, session=session, now=timezone.now())
    mail.outbox.clear()

    pages = [client.post(start_of(session), {"email": email}) for email in (known.email, NINA)]

    assert {page.status_code for page in pages} == {200}
    assert pages[0].content.decode().replace(known.email, NINA) == pages[1].content.decode()
    assert len({letter.subject for letter in mail.outbox}) == 1
    assert [letter.to for letter in mail.outbox] == [[known.email], [NINA]]


def test_one_mailbox_and_one_address_of_the_net_get_only_so_many(client, session, monkeypatch):
    for _time in range(views.MAILS.tries):
        assert client.post(start_of(session), {"email": NINA}).status_code == 200
    assert client.post(start_of(session), {"email": NINA.upper()}).status_code == 422
    assert len(mail.outbox) == views.MAILS.tries

    for number in range(views.LINKS.tries - views.MAILS.tries):
        client.post(start_of(session), {"email": f"n{number}@example.org"})
    assert client.post(start_of(session), {"email": "last@example.org"}).status_code == 422
    assert len(mail.outbox) == views.LINKS.tries


def test_a_known_person_is_not_asked_and_not_renamed_and_has_one_seat(client, session):
    known = make_person(name="Олена Коваль")

    seat = come(client, session, email=known.email)

    known.refresh_from_db()
    assert known.legal_name == "Олена Коваль"
    assert session.registrations.get().person == known
    assert come_again(client, session, known.email) == seat
    assert session.registrations.count() == 1


def come_again(client, session, email):
    return client.get(reverse("guest_confirm", args=[session.guest_key, mailed(session, email)])).url


def test_whoever_signs_up_with_this_address_is_the_same_person(client, session):
    come(client, session)
    user = User.objects.create_user(NINA)

    assert link_person(user=user) == session.registrations.get().person
    assert Person.objects.filter(email=NINA).count() == 1


def test_a_full_session_has_its_queue_and_the_offer_is_taken_by_the_link(client):
    session = opened(make_session(capacity=1, starts_at=timezone.now() + timedelta(days=3)))
    sitting = make_person()
    register(person=sitting, session=session, now=timezone.now())

    seat = come(client, session)

    assert session.waiting_places.waiting().get().person.email == NINA
    assert link_in(mail.outbox[-1], "g") == seat
    assert client.post(seat, {"do": "take"}).status_code == 409
    withdraw(person=sitting, session=session, now=timezone.now())
    assert (mail.outbox[-1].to, link_in(mail.outbox[-1], "g")) == ([NINA], seat)
    client.post(seat, {"do": "take"})
    assert session.registrations.active().get().person.email == NINA


def test_questions_are_asked_once_the_address_is_confirmed(client):
    event, food, _wish = asking_event()
    session = opened(make_session(event=event, starts_at=timezone.now() + timedelta(days=3)))
    client.post(start_of(session), {"email": NINA})
    url = link_in(mail.outbox[-1], "w")
    about = {"name": "Ніна", "consent": "on"}

    assert client.post(url, {**about, "answered": "on"}).status_code == 422
    assert client.post(url, about).status_code == 422
    assert not Person.objects.filter(email=NINA).exists()
    client.post(url, {**about, "answered": "on", f"question_{food}": "Без м’яса"})

    assert session.registrations.get().person.event_answers.get().by_key[food] == "Без м’яса"


def test_where_a_coordinator_approves_a_guest_asks(client):
    event = make_event(approval=True)
    session = opened(make_session(event=event, starts_at=timezone.now() + timedelta(days=3)))

    seat = come(client, session)

    assert session.requests.waiting().get().person.email == NINA
    assert "has yet to decide" in client.get(seat).content.decode()
    client.post(seat, {"do": "give_back"})
    assert not session.requests.waiting().exists()


@pytest.mark.parametrize("data", [{}, {"email": ""}, {"email": "не пошта"}, {"email": "a" * 300 + "@example.org"}])
def test_what_is_no_address_is_said_beside_the_field(client, session, data):
    answer = client.post(start_of(session), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert mail.outbox == []


def test_what_is_cancelled_or_over_or_shut_takes_nobody(client, session):
    over = opened(make_session(event=session.event, starts_at=timezone.now() - timedelta(days=1)))
    assert client.post(start_of(over), {"email": NINA}).status_code == 409
    url = reverse("guest_confirm", args=[over.guest_key, mailed(over, NINA)])
    assert client.post(url, {"name": "Ніна", "consent": "on"}).status_code == 409
    seat = come(client, session)
    cancel(session=session, by=None, now=timezone.now())

    assert "cancelled" in client.get(seat).content.decode()
    assert client.post(start_of(session), {"email": NINA}).status_code == 409
    assert client.get("/w/nobody/").status_code == 404


def test_waiting_people_are_written_to_with_the_link_that_they_can_use(client, session):
    guest, member = make_person(account=False), make_person()
    full = make_session(event=session.event, capacity=1, starts_at=session.starts_at)
    register(person=make_person(), session=full, now=timezone.now())
    for person in (guest, member):
        join_queue(person=person, session=full, now=timezone.now())
    cancelled = full.registrations.get().person
    withdraw(person=cancelled, session=full, now=timezone.now())

    letter = next(letter for letter in mail.outbox if letter.to == [guest.email])

    assert f"/g/{token_of(guest, full)}/" in letter.body
    assert f"/s/{full.public_id}/register/" not in letter.body
