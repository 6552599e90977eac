"""A proposal from a phone without an account to the public programme: reviewed, accepted, planned, released."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from conferences.models import Item
from content.models import Speaker
from people.roles import COORDINATORS

from .forums import make_call, make_forum
from .school import make_account, make_front
from .signing_in import sign_in
from .test_forum import plan, press

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def forum():
    with override("uk"):
        _home, _catalog, events = make_front()
        forum = make_forum(
            events, speaker=Speaker.objects.create(name="Тарас Гнатюк", slug="taras"), now=timezone.now()
        )
        make_call(forum, now=timezone.now())
        yield forum


def linked(message):
    return re.search(r"/proposals/\S+", message.body)[0]


@pytest.mark.parametrize("javascript", [False, True], ids=["without", "with"])
def test_a_proposal_comes_into_the_programme(visitor, live_server, forum, javascript):
    proposer, coordinator = visitor(javascript=javascript), visitor(javascript=javascript, width=1280)
    planner = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
    sign_in(coordinator.context, planner, live_server.url)

    # The event leads to the call; a draft is kept with a title alone, and the mail leads back to it.
    proposer.goto("/podii/poruch/")
    proposer.locator("main a[href$='/call/']").first.click()
    for name, value in (("title", "Сад на даху"), ("name", "Марта Гай"), ("email", "marta@school.test")):
        proposer.fill(f"[name={name}]", value)
    press(proposer, "button[name=draft]")
    proposer.goto(linked(mail.outbox[-1]))
    proposer.fill("[name=abstract]", "Як школа посадила сад.")
    press(proposer, "main form button.btn:not(.alt)")
    assert "Сад на даху" in mail.outbox[-1].subject

    # A coordinator reads it, says what they think, accepts, looks at the mail and sends it.
    coordinator.goto("/admin/proposal_record/")
    coordinator.locator("main a", has_text="Сад на даху").first.click()
    coordinator.locator("[name=vote][value='1']").check()
    press(coordinator, "main form button[type=submit]")
    press(coordinator, "main a[href$='/accept/']")
    press(coordinator, "main form button[type=submit]")
    assert "marta" not in " ".join(to for message in mail.outbox[2:] for to in message.to)
    press(coordinator, "main a[href$='/tell/']")
    press(coordinator, "main form button[type=submit]")
    assert len(mail.outbox) == 3
    proposer.goto(linked(mail.outbox[-1]))
    assert proposer.locator("main .notice.done").count() == 1

    # It is a draft of the programme: planned onto another item, which is told, and public once released.
    item = Item.objects.get(title="Сад на даху")
    door = forum.items.get(title="Двері для всіх")
    page = f"/e/{forum.event_id}/programme/{item.public_id}/"
    plan(coordinator, forum, title=item.title, room="Мала зала", starts=door.starts_at + timedelta(minutes=10))
    assert door.title in coordinator.locator("main section[aria-labelledby=clashes]").inner_text()
    assert proposer.goto(page).status == 404
    coordinator.goto(f"/admin/programme/{forum.pk}/release/")
    press(coordinator, "main form button[type=submit]")
    assert proposer.goto(page).status == 200
    assert "Марта Гай" in proposer.locator("main").inner_text()
