"""The room page in a real browser: presence is recorded with and without JavaScript, the room shown inside the page."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from webinars.tests.factories import make_person, session_around

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SERVER = "https://meet.school.test"
FAKE_API = """
window.JitsiMeetExternalAPI = function (domain, options) {
  this.frame = document.createElement("iframe");
  this.frame.src = "about:blank";
  options.parentNode.appendChild(this.frame);
  this.heard = {};
  window.asked = { domain: domain, roomName: options.roomName, jwt: options.jwt, lang: options.lang };
  window.api = this;
};
JitsiMeetExternalAPI.prototype.getIFrame = function () { return this.frame; };
JitsiMeetExternalAPI.prototype.addListener = function (name, call) { this.heard[name] = call; };
JitsiMeetExternalAPI.prototype.dispose = function () { this.frame.remove(); };
"""


def sign_in(page, person, address):
    """A session cookie, as signing in would leave it."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.user_id)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    store.save()
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": address}
    page.context.add_cookies([cookie])


@pytest.fixture
def seated(db):
    session, person = session_around(), make_person()
    session.registrations.create(person=person, created_at=timezone.now())
    return session, person


@pytest.mark.parametrize("javascript", [True, False])
def test_joining_records_presence(visitor, live_server, seated, javascript):
    session, person = seated
    page = visitor(javascript=javascript)
    sign_in(page, person, live_server.url)
    page.route(f"{SERVER}/**", lambda route: route.fulfill(content_type="text/javascript", body=FAKE_API))
    said = []
    page.on("console", lambda message: said.append(message.text))
    statuses = {}
    page.on("response", lambda answer: statuses.setdefault(answer.url.rstrip("/").rpartition("/")[2], answer.status))

    page.goto(f"/s/{session.public_id}/join/")
    page.locator("main button").click()
    page.wait_for_url("**/room/")
    page.locator("[data-room-link]").first.wait_for()
    page.wait_for_load_state("networkidle")
    earlier = timezone.now() - timedelta(minutes=2)
    session.intervals.update(started_at=earlier, ended_at=earlier)

    if javascript:
        assert statuses["presence"] == 204
        assert page.evaluate("window.asked.roomName") == session.room_name
        assert page.locator("#room iframe").get_attribute("title")
        assert page.locator("#presence").inner_text()
        with page.expect_response("**/leave/") as left:
            page.evaluate("window.api.heard.readyToClose()")
        assert left.value.status == 204
        page.wait_for_url(f"**{session.event.url}")
        assert session.intervals.get().ended_at > earlier
    else:
        assert statuses["presence"] == 200
        assert page.frame_locator("iframe").locator("p").inner_text()
    assert [text for text in said if "Content Security Policy" in text] == []
