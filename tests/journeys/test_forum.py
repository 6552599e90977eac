"""A forum from its timetable to the room, by keyboard: with JavaScript and without."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from content.models import Speaker
from people.roles import COORDINATORS
from webinars.registration import register

from .forums import make_forum
from .school import make_account, make_front
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def forum():
    with override("uk"):
        _home, _catalog, events = make_front()
        speaker = Speaker.objects.create(name="Тарас Гнатюк", slug="taras", role="депутат")
        yield make_forum(events, speaker=speaker, now=timezone.now())


def press(page, selector):
    """By keyboard, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.press("Enter")


def plan(page, forum, *, title, room, starts):
    page.goto(f"/admin/programme/{forum.pk}/timetable/")
    page.select_option("[name=item]", label=title)
    page.select_option("[name=room]", label=room)
    page.fill("[name=starts_at]", f"{timezone.localtime(starts):%Y-%m-%dT%H:%M}")
    page.fill("[name=minutes]", "30")
    press(page, "[name=place]")


@pytest.mark.parametrize("javascript", [False, True], ids=["without", "with"])
def test_a_forum_is_planned_changed_starred_and_joined(visitor, live_server, forum, javascript):
    coordinator = visitor(javascript=javascript, width=1280)
    planner = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
    sign_in(coordinator.context, planner, live_server.url)
    reader = visitor(javascript=javascript)
    guest = make_account("guest@school.test", first="Олена")
    talk, door = forum.items.get(title="Вода в громаді"), forum.items.get(title="Двері для всіх")

    # A reader without an account marks a talk, and then as somebody whom the school knows.
    reader.goto("/podii/poruch/")
    reader.locator("main .run a.btn").first.click()
    press(reader, f"button.star[value='{talk.public_id}']")
    reader.goto(f"/e/{forum.event_id}/programme/?mine=1")
    assert reader.locator(".talk").count() == 1
    sign_in(reader.context, guest, live_server.url)
    page_of_talk = f"/e/{forum.event_id}/programme/{talk.public_id}/"
    reader.goto(page_of_talk)
    press(reader, "button[name=star]")

    # The talk moves onto another one: the clash is told and hinders nobody.
    plan(coordinator, forum, title=talk.title, room="Мала зала", starts=door.starts_at)
    assert "Тарас Гнатюк" in coordinator.locator("main").inner_text()
    assert reader.goto(page_of_talk).status == 200
    assert "Мала зала" not in reader.locator("main").inner_text()

    # Once it is released, readers see it, and whoever marked it gets a mail.
    mail.outbox.clear()
    coordinator.goto(f"/admin/programme/{forum.pk}/release/")
    press(coordinator, "main form button[type=submit]")
    assert [message.to for message in mail.outbox] == [[guest.email]]
    reader.goto(f"/e/{forum.event_id}/programme/changes/")
    assert talk.title in reader.locator("main section").first.inner_text()

    # Now and next lead into the room: the talk goes back to it and is on.
    now = timezone.now()
    plan(coordinator, forum, title=talk.title, room="Кімната «Дія»", starts=now - timedelta(minutes=5))
    coordinator.goto(f"/admin/programme/{forum.pk}/release/")
    press(coordinator, "main form button[type=submit]")
    register(person=guest, session=forum.event.sessions.get(), now=now)
    reader.goto(f"/e/{forum.event_id}/programme/now/")
    press(reader, "main .run a.btn")
    assert reader.url.endswith("/join/")
