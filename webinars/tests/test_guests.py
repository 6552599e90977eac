"""Registration without an account: an address, a mail, a link; what the link opens, and what is not given away."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people.accounts import follow_address, link_person
from people.models import Person, User
from webinars.guests import views
from webinars.guests.links import token_of
from webinars.guests.opening import HOURS, close_to_guests, open_to_guests
from webinars.guests.opening import token_of as mailed
from webinars.models import Session, WayIn
from webinars.registration import register, withdraw
from webinars.scheduling import cancel
from webinars.waiting import join_queue

from .asking import asking_event
from .factories import make_event, make_person, make_session, session_around
from .test_live import claims_of

pytestmark = pytest.mark.django_db
NINA = "nina@example.org"


@pytest.fixture
def session():
    return opened(make_session(starts_at=timezone.now() + timedelta(days=3)))


def opened(session):
    return open_to_guests(session=session, by=None)


def start_of(session):
    return reverse("guest_start", args=[session.guest_key])


def link_in(letter, name):
    """The path that a mail leads to: /w/…/…/ or /g/…/."""
    return re.search(rf"https?://[^/]+(/{name}/\S+)", letter.body)[1]


def come(client, session, *, email=NINA, **more):
    """Through the form, the mail and its link to the seat; the path of the seat."""
    client.post(start_of(session), {"email": email})
    url = link_in(mail.outbox[-1], "w")
    return client.post(url, {"name": "Ніна Левчук", "consent": "on", **more}).url


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


def test_links_end_with_the_address_the_key_and_their_time(client, session, monkeypatch):
    seat = come(client, session)
    person = Person.objects.get(email=NINA)
    old = reverse("guest_confirm", args=[session.guest_key, mailed(session, "other@example.org")])
    assert client.get(old).status_code == 200
    foreign = opened(make_session(event=session.event, starts_at=session.starts_at))
    token = mailed(session, NINA)
    assert client.get(reverse("guest_confirm", args=[foreign.guest_key, token])).status_code == 410
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + HOURS * 3600 + 1)
    assert client.get(old).status_code == 410
    monkeypatch.undo()

    close_to_guests(session=session, by=None)
    assert client.get(old).status_code == 404
    assert client.get(seat).status_code == 200
    open_to_guests(session=session, by=None)
    assert client.get(old).status_code == 404
    person.user = User.objects.create_user("moved@example.org")
    person.save()
    follow_address(user=person.user, email="moved@example.org")
    assert client.get(seat).status_code == 404


def test_a_token_fits_one_person_and_one_session(client, session):
    mine, other = make_person(account=False), make_person(account=False)
    token = token_of(mine, session)
    elsewhere = make_session(event=session.event)
    forged = [
        token.replace(token.split("-")[0], token_of(other, session).split("-")[0], 1),
        token_of(mine, elsewhere).split("-", 2)[0]
        + "-"
        + token_of(mine, elsewhere).split("-")[1]
        + "-"
        + token.split("-", 2)[2],
        "1-1-x",
        "x",
        "zzzzzzzzzzzzzzzzzz-1-x",
    ]

    assert client.get(f"/g/{token}/").status_code == 200
    for wrong in forged:
        for page in ("", "join/", "room/", "presence/"):
            assert client.get(f"/g/{wrong}/{page}").status_code == 404, wrong


def test_a_guest_is_a_participant_in_the_room_and_present_in_our_record(client, settings):
    session = opened(session_around())
    seat = come(client, session)
    person = Person.objects.get(email=NINA)

    assert client.get(f"{seat}join/").status_code == 200
    assert client.post(f"{seat}join/").url == f"{seat}room/"
    room = client.get(f"{seat}room/")

    claims = claims_of(room, settings)
    assert claims["context"]["user"].get("moderator") in (False, "false", None)
    assert claims["context"]["user"]["name"] == "Ніна Л."
    page = room.content.decode()
    assert ("Ніна Л." in page, "Левчук" in page) == (True, False)
    assert f'data-presence="{seat}presence/"' in page
    assert "no-referrer" in room["Referrer-Policy"]
    assert client.post(f"{seat}presence/").status_code == 204
    assert client.post(f"{seat}leave/").status_code == 204
    assert session.intervals.get().person == person


def test_by_the_link_even_a_host_is_a_participant_and_without_a_seat_nobody_enters(client, settings):
    host = make_person()
    session = opened(session_around(host=host))
    room = f"/g/{token_of(host, session)}/room/"
    assert client.get(room).status_code == 302

    register(person=host, session=session, now=timezone.now())

    assert client.get(room).context["role"] == "participant"
    assert client.get(room).context["hosting"] is False
    withdraw(person=host, session=session, now=timezone.now())
    assert client.post(f"/g/{token_of(host, session)}/presence/").status_code == 410


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


def test_a_coordinator_switches_it_on_and_off_in_the_admin_and_nobody_else(signed_in, session):
    planner = make_person()
    planner.user.is_staff = planner.user.is_superuser = True
    planner.user.save()
    browser, url = signed_in(planner), reverse("session:guests", args=[session.pk])
    assert f"/w/{session.guest_key}/" in browser.get(url).content.decode()
    assert url in browser.get(reverse("session:edit", args=[session.pk])).content.decode()

    browser.post(url, {"now": "on"})
    assert Session.objects.get(pk=session.pk).guest_key is None
    browser.post(url, {"now": "on"})  # sent twice
    assert Session.objects.get(pk=session.pk).guest_key is None
    browser.post(url, {"now": "off"})

    assert Session.objects.get(pk=session.pk).guest_key not in (None, session.guest_key)
    assert signed_in(make_person()).get(url).status_code != 200


def test_the_admin_says_who_registered_whom(signed_in, client, session):
    come(client, session)
    register(person=make_person(name="Самостійна Людина"), session=session, now=timezone.now())
    planner = make_person()
    planner.user.is_staff = planner.user.is_superuser = True
    planner.user.save()
    browser = signed_in(planner)

    page = browser.get(reverse("registration:index")).content.decode()
    listed = browser.get(reverse("way_in:index")).content.decode()

    assert page.count("by link, without an account") == 1
    assert ("Ніна Левчук" in listed, "Самостійна" in listed) == (True, False)


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
