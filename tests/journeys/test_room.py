"""The room page in a real browser: presence is recorded with and without JavaScript, the room shown inside the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from webinars.tests.factories import make_person, session_around

from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seated(db):
    session, person = session_around(), make_person()
    session.registrations.create(person=person, created_at=timezone.now())
    return session, person


@pytest.mark.parametrize("javascript", [True, False])
def test_joining_records_presence(visitor, live_server, seated, javascript):
    session, person = seated
    page = visitor(javascript=javascript)
    sign_in(page.context, person, live_server.url)
    statuses = {}
    page.on("response", lambda answer: statuses.setdefault(answer.url.rstrip("/").rpartition("/")[2], answer.status))

    page.goto(f"/s/{session.public_id}/join/")
    page.locator("main form button").click()
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
