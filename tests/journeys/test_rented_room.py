"""Rooms rented from 8x8: what the page asks for, what the link says without scripts, webhooks that come signed."""

import json
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from webinars.room_tasks import read_room_events
from webinars.tests.factories import make_person, session_around
from webinars.tests.test_room_keys import written
from webinars.tests.webhooks import APP_ID, SECRET, hook, participant, signature

from .fake_room import RENTED
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEY_ID = f"{APP_ID}/4a8f2e"


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def rented(settings, key, tmp_path):
    options = {"app_id": APP_ID, "key_id": KEY_ID, "private_key_file": written(key, tmp_path / "jaas.pem")}
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jaas.JaasRooms", "OPTIONS": options}
    settings.JAAS_WEBHOOK_SECRET = SECRET


@pytest.fixture
def session(rented):
    session = session_around(host=make_person(name="Тарас Бондар"))
    session.registrations.create(person=make_person(name="Олена Коваль"), created_at=timezone.now())
    return session


@pytest.fixture
def window_of(visitor, live_server):
    def unlock(person, **options):
        page = visitor(**options)
        sign_in(page.context, person, live_server.url)
        return page

    return unlock


def enter(page, session):
    page.goto(f"/s/{session.public_id}/join/")
    page.get_by_label("small picture of the speaker").check()
    with page.expect_navigation(url="**/room/"):
        page.get_by_role("button", name="Join").click()


def said_by(token, key):
    """What the token says, its signature checked as JaaS does with the public half."""
    assert jwt.get_unverified_header(token)["kid"] == KEY_ID
    return jwt.decode(token, key.public_key(), algorithms=["RS256"], audience="jitsi", issuer="chat")


def tell(page, live_server, payload, *, secret=SECRET):
    """As JaaS posts it: from outside, without a cookie."""
    body = json.dumps(payload).encode()
    headers = {"X-Jaas-Signature": signature(body, at=timezone.now(), secret=secret)}
    headers["Content-Type"] = "application/json"
    return page.request.post(f"{live_server.url}/jitsi/jaas", data=body, headers=headers).status


@pytest.mark.parametrize("who", ["host", "participant"])
def test_the_page_shows_the_room_of_the_application_with_a_token_for_it_alone(session, key, window_of, who):
    person = session.host if who == "host" else session.registrations.get().person
    page, asked = window_of(person), []
    page.context.on("request", lambda request: asked.append(request.url) if request.url.startswith(RENTED) else None)

    enter(page, session)

    page.locator("#room iframe").wait_for(state="attached")
    assert asked == [f"{RENTED}/{APP_ID}/external_api.js"]
    shown = page.evaluate("window.asked")
    assert (shown["domain"], shown["roomName"]) == ("8x8.vc", f"{APP_ID}/{session.room_name}")
    assert (shown["config"]["channelLastN"], shown["config"]["resolution"]) == (1, 180)
    said = said_by(shown["jwt"], key)
    assert (said["sub"], said["room"], said["context"]["user"]["id"]) == (
        APP_ID, session.room_name, str(person.public_id),
    )  # fmt: skip
    assert said["context"]["user"]["moderator"] is (who == "host")
    assert said["context"]["features"]["recording"] is (who == "host")
    assert person.legal_name not in json.dumps(said, ensure_ascii=False)
    assert time.time() < said["exp"] <= (session.ends_at + timedelta(minutes=30)).timestamp()
    assert page.locator("a[href^='intent:']").count() == 0
    page.evaluate("window.api.heard.readyToClose()")
    page.wait_for_url(f"**{session.event.url}")


def test_without_scripts_a_plain_link_leads_into_the_rented_room(session, key, window_of):
    page = window_of(session.registrations.get().person, javascript=False)

    enter(page, session)

    link = urlsplit(page.locator("a[data-room-link]").first.get_attribute("href"))
    assert (link.scheme, link.netloc, link.path) == ("https", "8x8.vc", f"/{APP_ID}/{session.room_name}")
    assert said_by(parse_qs(link.query)["jwt"][0], key)["room"] == session.room_name
    assert parse_qs(link.fragment)["config.channelLastN"] == ["1"]


@pytest.mark.parametrize("javascript", [True, False])
def test_who_came_is_told_by_signed_webhooks_and_seen_by_the_host(session, window_of, live_server, javascript):
    person, room, now = session.registrations.get().person, session.room_name, timezone.now()
    host = window_of(session.host, javascript=javascript)
    nick = {"name": "Олена К.", "participantId": "aaaaaaaa"}
    came = participant("JOINED", room, person.public_id, at=now - timedelta(minutes=20), **nick)
    left = participant("LEFT", room, person.public_id, at=now - timedelta(minutes=5), **nick)

    assert tell(host, live_server, came, secret="whsec_another") == 403
    opened = hook("ROOM_CREATED", room, at=now)
    assert [tell(host, live_server, message) for message in (opened, came, came)] == [200] * 3
    host.goto(f"/t/e/{session.public_id}/room/people/")
    assert host.get_by_text("Олена К.").first.is_visible()
    assert host.get_by_role("button", name="Put out").count() == 1
    assert tell(host, live_server, left) == 200
    host.reload()
    assert host.get_by_role("button", name="Put out").count() == 0

    read_room_events.enqueue()
    interval = session.intervals.get()
    assert (interval.person, interval.source) == (person, "room")
    assert (interval.ended_at - interval.started_at) == timedelta(minutes=15)
    host.goto(f"/t/e/{session.public_id}/report/")
    assert host.get_by_text("room server").first.is_visible()
