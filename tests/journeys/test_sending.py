"""An organization registers three people and replaces one; somebody walks in without an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from home.demo.pages import publish
from people.models import Membership, Organization, Person
from webinars.guests.opening import open_to_guests
from webinars.models import EventPage, Session
from webinars.scheduling import schedule

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]


@pytest.fixture
def make_session():
    """``make_session(minutes)``: three seats, so many minutes from now."""

    def make(minutes):
        with override("uk"):
            _home, _catalog, events = make_front()
            event = publish(EventPage(title="Відкриті дані", slug="dani", lead="Разом", body=text("Про що.")), events)
        now = timezone.now()
        starts = now + timedelta(minutes=minutes)
        session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=3)
        return schedule(session=session, by=None, now=now)

    return make


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def link_to(address, part):
    """The newest link with ``part`` in a mail to ``address``."""
    letter = [letter for letter in mail.outbox if letter.to == [address]][-1]
    return re.findall(rf"https?://\S*/{part}/\S+", letter.body)[0]


def names_in(session):
    return set(session.registrations.active().values_list("person__legal_name", flat=True))


def test_an_organization_registers_three_people_and_replaces_one(visitor, live_server, make_session, javascript):
    session = make_session(7 * 24 * 60)
    organization = Organization.objects.create(name="ГО «Толока»", region="UA-05")
    ganna, petro, iryna = (make_account(f"{name}@school.test", first=name) for name in ("Ганна", "Петро", "Ірина"))
    for person in (ganna, petro, iryna):
        Membership.objects.create(person=person, organization=organization, is_contact=person == ganna)
    page = visitor(javascript=javascript)
    sign_in(page.context, ganna, live_server.url)

    page.goto("/my/")
    follow(page, "Seats of my organization")
    follow(page, "Events for my organization")
    follow(page, "Відкриті дані")
    page.get_by_label(ganna.display_name).check()
    page.get_by_label(petro.display_name).check()
    page.get_by_label("Name and surname").first.fill("Ніна Левчук")
    follow(page, "Send these people")
    assert "Write name and e-mail" in page.locator("main .errs").inner_text()
    page.get_by_label("E-mail").first.fill("nina@school.test")
    follow(page, "Send these people")
    assert page.locator("main li", has_text="has a seat").count() == 2

    phone = visitor(javascript=javascript)
    phone.goto(link_to("nina@school.test", "n/e"))
    phone.get_by_label("I have read").check()
    follow(phone, "Yes, I come")
    assert "You are registered" in phone.locator("main").inner_text()
    assert names_in(session) == {ganna.legal_name, petro.legal_name, "Ніна Левчук"}

    page.reload()
    with page.expect_navigation():
        page.locator("main li", has_text=petro.display_name).get_by_role("link", name="Replace").click()
    page.get_by_label("Somebody of your organization").select_option(iryna.display_name)
    follow(page, "Replace")
    assert names_in(session) == {ganna.legal_name, iryna.legal_name, "Ніна Левчук"}


def test_somebody_walks_in_without_an_account(visitor, live_server, make_session, javascript):
    session = open_to_guests(session=make_session(5), by=None)
    phone = visitor(javascript=javascript)

    phone.goto(f"/w/{session.guest_key}/")
    phone.get_by_label("E-mail").fill("mariia@school.test")
    follow(phone, "Send the link")
    phone.goto(link_to("mariia@school.test", "w"))
    follow(phone, "Take the seat")
    assert phone.locator("main .errs").is_visible()
    phone.get_by_label("Name and surname").fill("Марія Гостя")
    phone.get_by_label("I have read").check()
    follow(phone, "Take the seat")
    assert "You are registered" in phone.locator("main").inner_text()

    phone.goto(link_to("mariia@school.test", "g"))
    follow(phone, "Join")
    guest = Person.objects.get(email="mariia@school.test")
    assert phone.locator("#room").get_attribute("data-name") == "Марія Г."
    assert session.intervals.get().person == guest

    follow(phone, "Leave for the page of your seat")
    follow(phone, "I cannot come")
    follow(phone, "I do not come")
    assert "You have no seat" in phone.locator("main").inner_text()
    assert names_in(session) == set()
