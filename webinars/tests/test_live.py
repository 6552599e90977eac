"""The way into the room: who gets a ticket, in which role, and what the page gives away."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.utils import timezone

from .factories import make_person, make_session, session_around

pytestmark = pytest.mark.django_db
SERVER = "https://meet.school.test"
FAILING = {"BACKEND": "webinars.rooms.failing.FailingRooms"}
DUMMY = {"BACKEND": "webinars.rooms.dummy.DummyRooms"}


def url(session, what):
    return f"/s/{session.public_id}/{what}/"


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=timezone.now())
    return person


def claims_of(response, settings):
    """What the ticket on the page says, its signature and times checked."""
    token = parse_qs(urlsplit(response.context["ticket"].url).query)["jwt"][0]
    secret = settings.WEBINAR_ROOMS["OPTIONS"]["app_secret"]
    return jwt.decode(token, secret, algorithms=["HS256"], audience="jitsi", issuer="school")


def test_join_asks_to_sign_in_and_comes_back(client):
    session = session_around()

    response = client.get(url(session, "join"))

    assert (response.status_code, response.url.partition("?")[2]) == (302, f"next={url(session, 'join')}")


def test_join_before_the_time_says_when_and_mints_nothing(signed_in, settings):
    session = make_session(starts_at=timezone.now() + timedelta(hours=3))
    client = signed_in(seated(session))

    page = client.get(url(session, "join"))
    room = client.get(url(session, "room"))
    post = client.post(url(session, "join"))

    assert page.status_code == 200
    assert page.context["opens_at"] == session.starts_at - timedelta(minutes=15)
    assert f"{timezone.localtime(page.context['opens_at']):%H:%M}" in page.content.decode()
    assert (room.status_code, room.url) == (302, url(session, "join"))
    assert post.status_code == 409
    assert not session.intervals.exists()
    assert SERVER not in page.content.decode() + post.content.decode()


def test_join_is_a_button_that_records_and_leads_to_the_room(signed_in):
    session = session_around()
    person = seated(session)
    client = signed_in(person)

    asked = client.get(url(session, "join"))
    assert (asked.status_code, session.intervals.count()) == (200, 0)

    joined = client.post(url(session, "join"))
    assert (joined.status_code, joined.url) == (302, url(session, "room"))
    assert session.intervals.get().person == person


def test_a_participants_ticket_is_theirs_for_this_room_and_moderates_nothing(signed_in, settings):
    session = session_around()
    person = seated(session, display_name="Олена К.")

    claims = claims_of(signed_in(person).get(url(session, "room")), settings)

    assert claims["room"] == session.room_name
    assert claims["exp"] == int((session.ends_at + timedelta(minutes=30)).timestamp())
    user = claims["context"]["user"]
    assert (user["id"], user["name"], user["moderator"]) == (str(person.public_id), "Олена К.", False)
    assert person.legal_name not in str(claims)
    assert person.email not in str(claims)


def test_the_host_and_planners_moderate(signed_in, settings):
    host, planner = make_person(), make_person()
    session = session_around(host=host)

    tickets = [
        claims_of(signed_in(host).get(url(session, "room")), settings),
        claims_of(signed_in(planner, "change_session").get(url(session, "room")), settings),
    ]

    assert [ticket["context"]["user"]["moderator"] for ticket in tickets] == [True, True]


def test_no_link_makes_a_participant_a_host(signed_in, settings):
    session = session_around()
    client = signed_in(seated(session))

    response = client.get(url(session, "room") + "?role=host&moderator=true")

    assert claims_of(response, settings)["context"]["user"]["moderator"] is False


def test_who_is_not_registered_gets_no_ticket_but_a_way_to_register(signed_in):
    session = session_around()
    client = signed_in(make_person())

    room = client.get(url(session, "room"))
    door = client.get(url(session, "join"))

    assert (room.status_code, room.url) == (302, url(session, "join"))
    assert f'action="{url(session, "register")}"' in door.content.decode()
    assert session.room_name not in door.content.decode()


@pytest.mark.parametrize("what", ["join", "room", "register", "withdraw", "presence"])
def test_a_draft_is_nowhere(signed_in, what):
    session = session_around(state="draft")

    assert signed_in(seated(session)).get(url(session, what)).status_code == 404


def test_the_rooms_page_is_private_and_lets_only_the_room_server_in(signed_in):
    session = session_around()

    response = signed_in(seated(session)).get(url(session, "room"))

    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert set(policy["script-src"].split()) == {"'self'", SERVER}
    assert set(policy["frame-src"].split()) == {"'self'", SERVER}
    assert f'camera=(self "{SERVER}")' in response["Permissions-Policy"]
    assert f'src="{SERVER}/external_api.js"' in response.content.decode()


def test_the_join_page_is_not_widened(signed_in):
    session = session_around()

    response = signed_in(seated(session)).get(url(session, "join"))

    assert SERVER not in response["Content-Security-Policy"]


def test_without_a_server_to_embed_there_is_still_the_link(signed_in, settings):
    settings.WEBINAR_ROOMS = DUMMY
    session = session_around()

    page = signed_in(seated(session)).get(url(session, "room")).content.decode()

    assert "external_api.js" not in page
    assert f"room={session.room_name}" in page


def test_a_room_server_that_is_down_is_said_plainly(signed_in, settings):
    settings.WEBINAR_ROOMS = FAILING
    session = session_around()

    response = signed_in(seated(session)).get(url(session, "room"))

    assert (response.status_code, response.templates[0].name) == (503, "webinars/join.html")


def test_presence_is_recorded_by_the_script_and_by_the_frame(signed_in):
    session = session_around()
    person = seated(session)
    client = signed_in(person)

    beat = client.post(url(session, "presence"))
    frame = client.get(url(session, "presence"))
    left = client.post(url(session, "leave"))

    assert (beat.status_code, left.status_code) == (204, 204)
    assert (frame.status_code, frame["Refresh"], frame["X-Frame-Options"]) == (200, "60", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert (session.intervals.count(), session.intervals.get().person) == (1, person)


def test_presence_stops_when_the_window_closes(signed_in):
    session = make_session(starts_at=timezone.now() - timedelta(hours=4))
    client = signed_in(seated(session))

    assert client.post(url(session, "presence")).status_code == 410
    assert "Refresh" not in client.get(url(session, "presence"))
    assert not session.intervals.exists()


def test_a_strangers_presence_is_not_recorded(signed_in):
    session = session_around()

    assert signed_in(make_person()).post(url(session, "presence")).status_code == 410
    assert not session.intervals.exists()


def test_presence_and_leaving_are_protected_from_other_sites(signed_in):
    session = session_around()
    client = signed_in(seated(session))
    client.handler.enforce_csrf_checks = True

    assert client.post(url(session, "presence")).status_code == 403
    assert client.post(url(session, "leave")).status_code == 403
    assert client.post(url(session, "join")).status_code == 403


def test_leaving_needs_a_post(signed_in):
    session = session_around()

    assert signed_in(seated(session)).get(url(session, "leave")).status_code == 405
