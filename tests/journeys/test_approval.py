"""Seats that a coordinator approves: asked for with answers on a phone, declined with a reason and accepted."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext, override

from home.demo.pages import publish
from people.roles import COORDINATORS
from webinars.models import EventPage, EventQuestion, Session
from webinars.scheduling import schedule

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]
REASON = "Цього разу лише для нових громад"


@pytest.fixture
def window(visitor, live_server, javascript):
    """``window("olena")``: a phone of somebody who is signed in; ``role`` is theirs in the school."""

    def unlock(name, *, role=""):
        page = visitor(javascript=javascript, width=1280 if role else 360)
        page.person = make_account(f"{name}@school.test", first=name.capitalize(), role=role)
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


@pytest.fixture
def session():
    """A date of an event that asks what one does, and for which a coordinator says who comes."""
    with override("uk"):
        _home, _catalog, events = make_front()
        page = EventPage(title="Виїзна школа", slug="vyizna", lead="Разом", body=text("Про що."), approval=True)
        event = publish(page, events)
        EventQuestion.objects.create(event=event, text="Що ви робите у громаді?", kind="short")
    now = timezone.now()
    starts = now + timedelta(days=7)
    one = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=5)
    return schedule(session=one, by=None, now=now)


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def asks(page, session, answer):
    page.goto(session.event.url)
    follow(page, "Ask for a seat")
    follow(page, "Ask for a seat")
    assert page.locator("main .errs").is_visible()
    page.get_by_label("Що ви робите у громаді?").fill(answer)
    follow(page, "Ask for a seat")
    assert "You have asked for a seat" in page.locator("main").inner_text()


def decides(page, person, button, reason=""):
    """Through the list of requests, to the answers of one, to the decision. Wagtail knows some words in Ukrainian."""
    page.goto("/admin/seat_request/")
    follow(page, person.legal_name)
    with override("uk"):
        label = gettext(button)
    follow(page, label)
    if reason:
        page.locator("main [name=reason]").fill(reason)
    with page.expect_navigation():
        page.locator("main form[novalidate] button.button").click()


def test_one_is_declined_and_reads_why_and_one_is_accepted(window, session):
    olena, petro = window("olena"), window("petro")
    asks(olena, session, "Бібліотека")
    asks(petro, session, "Театр")
    mail.outbox.clear()

    coordinator = window("iryna", role=COORDINATORS)
    coordinator.goto("/admin/seat_request/")
    decides(coordinator, olena.person, "Decline", REASON)
    decides(coordinator, petro.person, "Approve")

    assert [row.person for row in session.registrations.active()] == [petro.person]
    assert {message.to[0] for message in mail.outbox} == {olena.person.email, petro.person.email}
    olena.reload()
    assert "Your request was declined" in olena.locator("main").inner_text()
    assert REASON in olena.locator("main").inner_text()
    petro.reload()
    assert "You are registered" in petro.locator("main").inner_text()
    assert REASON not in petro.locator("main").inner_text()
