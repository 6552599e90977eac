"""A year’s dates: a coordinator lays out a series and changes it, a participant takes part; also without JavaScript."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from calendars.kyiv import KYIV
from home.demo.pages import publish
from people.roles import COORDINATORS
from webinars.models import EventPage, Session, SessionSeries
from webinars.scheduling import schedule

from .school import make_account, make_front, text
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)


@pytest.fixture
def event():
    with override("uk"):
        _home, _catalog, events = make_front()
        yield publish(EventPage(title="Відкриті дані", slug="dani", lead="Разом", body=text("Про що.")), events)


@pytest.fixture
def first_on():
    return timezone.localdate(timezone=KYIV) + 14 * DAY


@pytest.fixture(params=[False, True], ids=["plain", "scripts"])
def coordinator(request, visitor, live_server, event):
    page = visitor(javascript=request.param, width=1280)
    page.person = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
    sign_in(page.context, page.person, live_server.url)
    return page


@pytest.fixture(params=[False, True], ids=["plain", "scripts"])
def guest(request, visitor, live_server, event):
    page = visitor(javascript=request.param)
    page.person = make_account("guest@school.test", first="Олена")
    sign_in(page.context, page.person, live_server.url)
    return page


def press(page, selector):
    """By keyboard, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.press("Enter")


def lay_out(page, event, first_on):
    """Four weeks at six, hosted by the coordinator; the second is left out, the third a day later."""
    page.goto("/admin/session_series/new/")
    page.select_option("[name=event]", str(event.pk))
    page.select_option("[name=host]", str(page.person.pk))
    page.fill("[name=first_on]", first_on.isoformat())
    page.fill("[name=at]", "18:00")
    page.locator(f"[name=weekdays][value='{first_on.weekday()}']").press("Space")
    page.fill("[name=count]", "4")
    press(page, "button[name=step]")
    assert page.locator(".clash").count() == 2  # the host, and the event itself
    page.locator(f"[name='keep-{first_on + 7 * DAY}']").press("Space")
    page.fill(f"[name='start-{first_on + 14 * DAY}']", f"{first_on + 15 * DAY}T18:00")
    press(page, "button[value=again]")
    press(page, "button[value=make]")


def days(series):
    return [
        (row.starts_at.astimezone(KYIV).date(), row.starts_at.astimezone(KYIV).hour, row.state)
        for row in series.sessions.order_by("recurs_on")
    ]


def seats(person):
    return person.registrations.active().count()


def test_a_series_is_laid_out_taken_part_in_and_changed(coordinator, guest, event, first_on):
    elsewhere = datetime.combine(first_on, time(17, 30), tzinfo=KYIV)
    busy = Session(event=event, title="Інше", starts_at=elsewhere, ends_at=elsewhere + timedelta(hours=1))
    busy.host = coordinator.person
    schedule(session=busy, by=None, now=timezone.now())

    lay_out(coordinator, event, first_on)
    series = SessionSeries.objects.get()
    assert days(series) == [
        (first_on, 18, "scheduled"),
        (first_on + 15 * DAY, 18, "scheduled"),
        (first_on + 21 * DAY, 18, "scheduled"),
    ]

    guest.goto(event.url)
    press(guest, "a[href*='/dates/']")
    press(guest, "button[name=everything]")
    assert seats(guest.person) == 4
    press(guest, "a[href*='/dates/']")
    guest.locator("[name=dates]").last.press("Space")
    press(guest, "main form button")
    assert seats(guest.person) == 3

    first, moved, last = series.sessions.order_by("recurs_on")
    coordinator.goto(f"/admin/session/edit/{first.pk}/")
    coordinator.locator("[name=scope][value=all]").check()
    coordinator.fill("[name=starts_at]", f"{first_on} 19:00")
    coordinator.fill("[name=ends_at]", f"{first_on} 20:30")
    press(coordinator, "#w-editor-form [type=submit]")
    assert coordinator.locator("main tbody tr").count() == 3
    press(coordinator, "button[name=confirmed]")
    assert days(series) == [
        (first_on, 19, "scheduled"),
        (first_on + 15 * DAY, 18, "scheduled"),
        (first_on + 21 * DAY, 19, "scheduled"),
    ]

    sooner = moved.starts_at.astimezone(KYIV).date() - DAY
    coordinator.goto(f"/admin/session/edit/{moved.pk}/")
    coordinator.locator("[name=scope][value=one]").check()
    coordinator.fill("[name=starts_at]", f"{sooner} 17:00")
    coordinator.fill("[name=ends_at]", f"{sooner} 18:30")
    press(coordinator, "#w-editor-form [type=submit]")
    assert days(series)[1] == (sooner, 17, "scheduled")
    [letter] = [letter for letter in mail.outbox if letter.body.startswith("New time: ") and "17:00" in letter.body]
    assert letter.to == [guest.person.email]  # the host has done it

    coordinator.goto(f"/admin/session/?series={series.pk}")
    coordinator.locator(f"[name=id][value='{last.pk}']").press("Space")
    press(coordinator, "#bulk [value=cancel]")
    coordinator.fill("[name=reason]", "Відпустка")
    press(coordinator, "button[name=confirmed]")
    assert [state for _day, _hour, state in days(series)] == ["scheduled", "scheduled", "cancelled"]
    coordinator.goto(f"/admin/session/month/?m={first_on:%Y-%m}")
    assert coordinator.locator(f".month-table a[href='/admin/session/edit/{first.pk}/']").count() == 1
