"""An event that asks: answered once on a phone, changed, read by the host; with scripts and without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from home.demo.pages import publish
from webinars.models import EventPage, EventQuestion, Session
from webinars.scheduling import schedule

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]


@pytest.fixture
def window(visitor, live_server, javascript):
    """``window("olena")``: a phone of somebody who is signed in."""

    def unlock(name):
        page = visitor(javascript=javascript)
        page.person = make_account(f"{name}@school.test", first=name.capitalize())
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


@pytest.fixture
def dates():
    """Two dates of an event that asks what one eats."""
    with override("uk"):
        _home, _catalog, events = make_front()
        event = publish(EventPage(title="Відкриті дані", slug="dani", lead="Разом", body=text("Про що.")), events)
        EventQuestion.objects.create(event=event, text="Що ви їсте?", kind="one", options="Усе\nБез м’яса")
    host, now = make_account("host@school.test", first="Тарас"), timezone.now()
    begins = [now + timedelta(days=7), now + timedelta(days=14)]
    rows = [Session(event=event, host=host, starts_at=day, ends_at=day + timedelta(hours=1)) for day in begins]
    return [schedule(session=row, by=None, now=now) for row in rows]


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def test_answered_once_for_all_dates_changed_and_read_by_the_host(window, dates, live_server):
    olena = window("olena")
    olena.goto(dates[0].event.url)
    follow(olena, "Register")
    follow(olena, "Register")
    assert olena.locator("main .errs").is_visible()
    olena.get_by_label("Без м’яса").check()
    follow(olena, "Register")
    follow(olena, "Choose your dates")
    assert not olena.locator("main [type=radio]").count()
    follow(olena, "Register for all dates")
    assert olena.person.registrations.count() == 2

    follow(olena, "Your answers")
    olena.get_by_label("Усе").check()
    follow(olena, "Save the answers")

    host = olena
    sign_in(host.context, dates[0].host, live_server.url)
    host.goto(f"/t/e/{dates[0].public_id}/")
    follow(host, "Attendees and answers")
    assert "Усе" in host.locator("main table").inner_text()
