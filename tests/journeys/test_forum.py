"""A forum in one path, by keyboard: from a proposal without an account to the digest; with JavaScript and without."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from conferences.models import Item
from content.models import Speaker
from content.wording import in_kyiv
from people.roles import COORDINATORS
from webinars.registration import register

from .forums import make_call, make_forum
from .meetings import make_digest
from .school import make_account, make_front
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
RECORDING = "https://video.example.org/sad"


@pytest.fixture
def forum():
    with override("uk"):
        _home, _catalog, events = make_front()
        speaker = Speaker.objects.create(name="Тарас Гнатюк", slug="taras", role="депутат")
        forum = make_forum(events, speaker=speaker, now=timezone.now())
        make_call(forum, now=timezone.now())
        yield forum


def press(page, selector):
    """By keyboard, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.press("Enter")


def plan(page, forum, *, title, room, starts):
    """On the timetable, by its form; the keyboard moves from field to field."""
    page.goto(f"/admin/programme/{forum.pk}/timetable/")
    page.select_option("[name=item]", label=title)
    page.select_option("[name=room]", label=room)
    page.fill("[name=starts_at]", f"{timezone.localtime(starts):%Y-%m-%dT%H:%M}")
    page.fill("[name=minutes]", "30")
    press(page, "[name=place]")


def release(page, forum):
    page.goto(f"/admin/programme/{forum.pk}/release/")
    press(page, "main form button[type=submit]")


def words_of(page, selector="main"):
    return page.locator(selector).first.inner_text()


def linked(message):
    return re.search(r"/proposals/\S+", message.body)[0]


def on_its_day(page, item):
    """The programme of that day: late in the evening it is tomorrow."""
    item.refresh_from_db()
    page.goto(f"/e/{item.programme.event_id}/programme/?day={in_kyiv(item.starts_at).date().isoformat()}")


def propose(page):
    """From the page of the event; a draft is kept with a title alone, and the mail leads back to it."""
    page.goto("/podii/poruch/")
    page.locator("main a[href$='/call/']").first.click()
    for name, value in (("title", "Сад на даху"), ("name", "Марта Гай"), ("email", "marta@school.test")):
        page.fill(f"[name={name}]", value)
    press(page, "button[name=draft]")
    page.goto(linked(mail.outbox[-1]))
    page.fill("[name=abstract]", "Як школа посадила сад.")
    press(page, "main form button.btn:not(.alt)")
    assert "Сад на даху" in mail.outbox[-1].subject


def accept(page):
    """A coordinator reads it, says what they think, accepts, looks at the mail and sends it."""
    page.goto("/admin/proposal_record/")
    page.locator("main a", has_text="Сад на даху").first.click()
    page.locator("[name=vote][value='1']").check()
    press(page, "main form button[type=submit]")
    press(page, "main a[href$='/accept/']")
    press(page, "main form button[type=submit]")
    assert "marta" not in " ".join(to for message in mail.outbox[2:] for to in message.to)
    press(page, "main a[href$='/tell/']")
    press(page, "main form button[type=submit]")
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("javascript", [False, True], ids=["without", "with"])
def test_a_forum_from_the_proposal_to_the_digest(visitor, live_server, forum, javascript):
    planner = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
    guest = make_account("guest@school.test", first="Олена")
    coordinator = visitor(javascript=javascript, width=1280)
    sign_in(coordinator.context, planner, live_server.url)
    proposer, reader = visitor(javascript=javascript), visitor(javascript=javascript)

    propose(proposer)
    accept(coordinator)
    proposer.goto(linked(mail.outbox[-1]))
    assert proposer.locator("main .notice.done").count() == 1

    # It is a draft of the programme: planned onto another item, which is told, and public once released.
    item, door = Item.objects.get(title="Сад на даху"), forum.items.get(title="Двері для всіх")
    page = f"/e/{forum.event_id}/programme/{item.public_id}/"
    plan(coordinator, forum, title=item.title, room="Мала зала", starts=door.starts_at + timedelta(minutes=10))
    assert door.title in words_of(coordinator, "main section[aria-labelledby=clashes]")
    assert reader.goto(page).status == 404
    release(coordinator, forum)
    assert reader.goto(page).status == 200
    assert "Марта Гай" in words_of(reader)

    # A reader without an account marks it, and then as somebody whom the school knows.
    reader.goto("/podii/poruch/")
    reader.locator(f"main .run a[href='/e/{forum.event_id}/programme/']").click()
    on_its_day(reader, item)
    press(reader, f"button.star[value='{item.public_id}']")
    sign_in(reader.context, guest, live_server.url)
    reader.goto(page)
    press(reader, "button[name=star]")
    on_its_day(reader, item)
    press(reader, "main a[href*='mine=1']")
    assert [link.inner_text() for link in reader.locator(".talk a").all()] == [item.title]

    # It moves to where it is on now: nobody learns of it before the release, then the log and a mail say so.
    now = timezone.now()
    mail.outbox.clear()
    plan(coordinator, forum, title=item.title, room="Кімната «Дія»", starts=now - timedelta(minutes=5))
    reader.goto(page)
    assert "Кімната «Дія»" not in words_of(reader)
    release(coordinator, forum)
    assert [guest.email] in [message.to for message in mail.outbox]
    reader.goto(f"/e/{forum.event_id}/programme/changes/")
    assert item.title in words_of(reader, "main section")

    # Now and next lead into the room.
    register(person=guest, session=forum.event.sessions.get(), now=now)
    reader.goto(f"/e/{forum.event_id}/programme/now/")
    press(reader, f"main .run:has-text('{item.title}') a.btn")
    assert reader.url.endswith("/join/")

    # When it is over, its recording stands on its page and in the digest.
    plan(coordinator, forum, title=item.title, room="Кімната «Дія»", starts=now - timedelta(minutes=40))
    release(coordinator, forum)
    coordinator.goto(f"/admin/programme_item/edit/{item.pk}/")
    coordinator.fill("#id_recording_url", RECORDING)
    press(coordinator, "footer [type=submit]:visible")
    make_digest(forum.event)
    reader.goto("/podii/poruch/")
    press(reader, "main .run a[href$='/pidsumky/']")
    assert reader.locator(f"main a[href='{RECORDING}']").count() == 1
    press(reader, f"main a[href='{page}']")
    assert reader.locator(f"main a[href='{RECORDING}']").count() == 1
