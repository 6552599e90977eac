"""A coordinator plans a session, moves it and calls it off in the admin, by keyboard; every calendar follows."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from calendars.kyiv import KYIV
from home.demo.pages import publish
from people.roles import COORDINATORS
from webinars.models import EventPage, Session

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event():
    with override("uk"):
        _home, _catalog, events = make_front()
        yield publish(EventPage(title="Читаємо бюджет", slug="biudzhet", lead="Разом", body=text("Про що.")), events)


@pytest.fixture
def coordinator(visitor, live_server, event):
    page = visitor(width=1280)
    sign_in(page.context, make_account("coordinator@school.test", first="Ірина", role=COORDINATORS), live_server.url)
    return page


@pytest.fixture
def guest(visitor, live_server, event):
    """A participant with a phone and no JavaScript."""
    page = visitor(javascript=False)
    sign_in(page.context, make_account("guest@school.test", first="Олена"), live_server.url)
    return page


class Feed:
    """A calendar program that reads one address again and again."""

    def __init__(self, page, address):
        self.page, self.address, self.tag = page, address, ""

    def read(self):
        """The events there now; the tag must have changed since the last time, and hold for an instant."""
        answer = self.page.request.get(self.address, headers={"If-None-Match": self.tag} if self.tag else {})
        assert answer.status == 200
        assert answer.headers["etag"] != self.tag
        self.tag = answer.headers["etag"]
        assert self.page.request.get(self.address, headers={"If-None-Match": self.tag}).status == 304
        return Calendar.from_ical(answer.body()).walk("VEVENT")


def press(page, selector, key="Enter"):
    page.locator(selector).press(key)


def fill_times(page, starts, *, hours):
    """Type both moments as a person in Kyiv would; Escape closes the calendar that opens."""
    for name, moment in (("starts_at", starts), ("ends_at", starts + timedelta(hours=hours))):
        page.locator(f"#id_{name}").fill(f"{moment.astimezone(KYIV):%Y-%m-%d %H:%M}")
        page.keyboard.press("Escape")


def choose_event(page, title):
    press(page, "[data-chooser-action-choose]:visible")
    page.locator(".modal [name=q]").press_sequentially(title)
    page.locator(".modal-body .listing").get_by_role("link", name=title).press("Enter")
    page.locator(".modal").wait_for(state="hidden")


def announce(page, event, starts):
    page.goto("/admin/session/new/")
    choose_event(page, event.title)
    fill_times(page, starts, hours=2)
    press(page, "#id_announce", "Space")
    press(page, "footer [type=submit]:visible")
    page.locator(".messages .success").wait_for()


def move(page, session, starts):
    page.goto(f"/admin/session/edit/{session.pk}/")
    fill_times(page, starts, hours=3)
    press(page, "footer [type=submit]:visible")
    page.locator(".messages .success").wait_for()


def call_off(page, session, reason):
    page.goto(f"/admin/session/edit/{session.pk}/")
    page.goto(page.locator("a[href$='/cancel/']").first.get_attribute("href"))
    page.locator("#id_reason").fill(reason)
    press(page, "main form [type=submit]")
    page.locator(".messages .success").wait_for()


def take_part(page, event):
    """Register, and make a private address for one's own calendar."""
    page.goto(event.url)
    page.locator("form[action*='register'] button").click()
    page.goto("/my/calendar/")
    page.locator("main form button").click()
    return page.locator("#address").input_value()


def test_a_session_is_planned_moved_and_called_off_and_every_calendar_follows(coordinator, guest, event):
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=7)

    announce(coordinator, event, noon)
    session = Session.objects.get()
    assert session.starts_at == noon
    private = take_part(guest, event)
    feeds = [Feed(guest, address) for address in ("/feeds/podii.ics", f"{event.url}event.ics", private)]
    for feed in feeds:
        (entry,) = feed.read()
        assert (entry["UID"], entry["SEQUENCE"], entry["DTSTART"].dt) == (session.uid, 0, noon)

    move(coordinator, session, noon + timedelta(days=1))
    for feed in feeds:
        (entry,) = feed.read()
        assert (entry["UID"], entry["SEQUENCE"], entry["DTSTART"].dt) == (session.uid, 1, noon + timedelta(days=1))
        assert entry["STATUS"] == "CONFIRMED"

    call_off(coordinator, session, "Тренер захворів")
    for feed in feeds:
        (entry,) = feed.read()
        assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == (session.uid, 2, "CANCELLED")
    guest.goto(event.url)
    assert guest.locator(".state.bad").count() == 1
