"""What each is in the room, as the token says that the page or its plain link carries; and what each may open here."""

import json
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.conf import settings as chosen
from django.utils import timezone

from webinars.guests.links import token_of
from webinars.tests.factories import make_person, session_around

from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MODERATES = {"host": True, "participant": False, "guest": False}


def arrive(page, session, role, live_server):
    """Through the door into the room, as ``role``; the person whose room it is then."""
    person = session.host if role == "host" else make_person(name="Олена Коваль", account=role != "guest")
    if role != "host":
        session.registrations.create(person=person, created_at=timezone.now())
    if role != "guest":
        sign_in(page.context, person, live_server.url)
    door = f"/g/{token_of(person, session)}/join/" if role == "guest" else f"/s/{session.public_id}/join/"
    page.goto(door)
    page.get_by_label("Sound only").check()
    with page.expect_navigation(url="**/room/"):
        page.get_by_role("button", name="Join").click()
    return person


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("role", MODERATES)
def test_only_the_host_moderates_and_everybody_gets_a_room_bound_token(visitor, live_server, role, javascript):
    session = session_around(host=make_person(name="Тарас Бондар"))
    page = visitor(javascript=javascript)

    person = arrive(page, session, role, live_server)

    if javascript:
        page.locator("#room iframe").wait_for(state="attached")
        token, config = page.evaluate("[window.asked.jwt, window.asked.config]")
        audio_only, toolbar = config["startAudioOnly"], config["toolbarButtons"]
    else:
        link = urlsplit(page.locator("a[data-room-link]").first.get_attribute("href"))
        token = parse_qs(link.query)["jwt"][0]
        config = {name: json.loads(values[0]) for name, values in parse_qs(link.fragment).items()}
        audio_only, toolbar = config["config.startAudioOnly"], config["config.toolbarButtons"]
    secret = chosen.WEBINAR_ROOMS["OPTIONS"]["app_secret"]
    said = jwt.decode(token, secret, algorithms=["HS256"], audience="jitsi", issuer="school")
    user = said["context"]["user"]
    assert (said["room"], user["id"], user["moderator"]) == (session.room_name, str(person.public_id), MODERATES[role])
    assert user["name"] == person.display_name != person.legal_name
    assert audio_only is True
    assert ("microphone" in toolbar, "invite" in toolbar, "recording" in toolbar) == (True, False, MODERATES[role])
    assert page.locator(f"a[href='/t/e/{session.public_id}/']").count() == MODERATES[role]
