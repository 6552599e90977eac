"""A full session on phones, without and with JavaScript: one gives the seat back, another waits and takes it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from home.demo.pages import publish
from webinars.models import EventPage, Session
from webinars.registration import register
from webinars.scheduling import schedule

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session():
    """One seat, in a week."""
    with override("uk"):
        _home, _catalog, events = make_front()
        event = publish(EventPage(title="Відкриті дані", slug="dani", lead="Разом", body=text("Про що.")), events)
    now = timezone.now()
    starts = now + timedelta(days=7)
    one = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=1)
    return schedule(session=one, by=None, now=now)


@pytest.fixture(params=[False, True], ids=["plain", "scripts"])
def phone(request, visitor, live_server, session):
    """``phone("olena")``: a window of somebody who is signed in, at the page of the event."""

    def unlock(name):
        page = visitor(javascript=request.param)
        page.person = make_account(f"{name}@school.test", first=name.capitalize())
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def test_a_seat_goes_from_one_phone_to_another(phone, session, live_server):
    taras, olena, petro = phone("taras"), phone("olena"), phone("petro")
    register(person=taras.person, session=session, now=timezone.now())
    for page in (olena, petro):
        page.goto(session.event.url)
        follow(page, "Join the queue")
        follow(page, "Join the queue")
    assert "1 person is ahead of you" in petro.locator("main").inner_text()
    mail.outbox.clear()

    taras.goto(session.event.url)
    follow(taras, "Cancel registration")
    follow(taras, "Cancel registration")

    [offer] = [message for message in mail.outbox if message.to == [olena.person.email]]
    olena.goto(next(line for line in offer.body.splitlines() if line.endswith("/register/")))
    assert "A seat is held for you until" in olena.locator("main").inner_text()
    follow(olena, "Register")
    assert [row.person for row in session.registrations.active()] == [olena.person]

    petro.goto("/my/")
    assert "in the queue" in petro.locator("main").inner_text()
    petro.goto(session.event.url)
    assert "You are first in the queue" in petro.locator("main").inner_text()
    follow(petro, "Leave the queue")
    follow(petro, "Leave the queue")
    assert not session.waiting_places.open().exists()
