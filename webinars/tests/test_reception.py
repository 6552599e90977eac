"""What one receives in the room: chosen at the door with its cost, remembered, and passed on to the room server."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from webinars.beside.boards import set_substitute
from webinars.models import RoomCheck, RoomPreference
from webinars.reception import reception_of
from webinars.rooms import Reception

from .beside import Hall, browser

pytestmark = pytest.mark.django_db
FAILING = {"BACKEND": "webinars.rooms.failing.FailingRooms"}


@pytest.fixture
def hall():
    return Hall()


def path(hall, what):
    return f"/s/{hall.session.public_id}/{what}/"


def room_of(client, hall, **headers):
    return client.get(path(hall, "room"), headers=headers)


def chosen_in(page):
    return {choice.data["value"] for choice in page.context["form"]["reception"] if choice.data["selected"]}


def test_each_choice_says_what_an_hour_of_it_costs(hall):
    page = browser(hall.olena).get(path(hall, "join"))

    words = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert [size for size in (25, 120, 250, 500) if f"about {size} MB an hour" not in words] == []
    assert chosen_in(page) == {"speaker"}


@pytest.mark.parametrize("reception", list(Reception))
def test_a_choice_reaches_the_room_by_script_and_by_link_and_is_remembered(hall, reception):
    client = browser(hall.olena)

    joined = client.post(path(hall, "join"), {"reception": reception.value})
    page = room_of(client, hall)

    assert (joined.status_code, joined.url) == (302, path(hall, "room"))
    config = json.loads(page.context["config"])
    fragment = parse_qs(urlsplit(page.context["ticket"].url).fragment)
    assert config["startAudioOnly"] is (reception is Reception.SOUND)
    assert fragment["config.startAudioOnly"] == [json.dumps(config["startAudioOnly"])]
    assert fragment["config.resolution"] == [str(config["resolution"])]
    assert fragment["config.channelLastN"] == [str(config["channelLastN"])]
    assert page.context["ticket"].url.replace("&", "&amp;") in page.content.decode()
    assert chosen_in(client.get(path(hall, "join"))) == {reception.value}


def test_the_last_choice_is_the_one_that_counts(hall):
    client = browser(hall.olena)

    client.post(path(hall, "join"), {"reception": "sound"})
    client.post(path(hall, "join"), {"reception": "small"})
    client.post(path(hall, "join"))  # from an old page, without a choice

    assert RoomPreference.objects.get().reception == "small"
    assert reception_of(hall.petro) is Reception.SPEAKER


def test_a_choice_that_there_is_not_is_refused_and_nobody_is_recorded(hall):
    response = browser(hall.olena).post(path(hall, "join"), {"reception": "everything"})

    assert response.status_code == 422
    assert not RoomPreference.objects.exists()
    assert not hall.session.intervals.exists()


def test_who_saves_data_begins_with_sound_until_they_choose(hall):
    client, saving = browser(hall.olena), {"save-data": "on"}

    assert json.loads(room_of(client, hall, **saving).context["config"])["startAudioOnly"] is True
    client.post(path(hall, "join"), {"reception": "several"})
    assert json.loads(room_of(client, hall, **saving).context["config"])["startAudioOnly"] is False


def test_the_app_is_a_way_in_too(hall):
    page = room_of(browser(hall.olena), hall).content.decode()

    assert 'href="intent://' in page
    assert 'href="org.jitsi.meet://' in page


def test_the_substitute_is_offered_when_the_room_server_did_not_answer(hall):
    set_substitute(session=hall.session, substitute="https://zustrich.school.test/a", note="Код 123", by=None)
    client = browser(hall.olena)
    check = RoomCheck.objects.create(question="server", ok=False, checked_at=timezone.now())

    away = client.get(path(hall, "join")).content.decode()
    RoomCheck.objects.filter(pk=check.pk).update(checked_at=timezone.now() - timedelta(hours=1))
    long_ago = client.get(path(hall, "join")).content.decode()

    assert 'href="https://zustrich.school.test/a"' in away
    assert "Код 123" in away
    assert 'name="reception"' in away  # it may be back by now
    assert "zustrich" not in long_ago


def test_the_substitute_is_offered_when_nobody_can_be_let_in(hall, settings):
    settings.WEBINAR_ROOMS = FAILING
    set_substitute(session=hall.session, substitute="https://zustrich.school.test/a", note="", by=None)

    response = room_of(browser(hall.olena), hall)

    assert response.status_code == 503
    assert 'href="https://zustrich.school.test/a"' in response.content.decode()


def test_without_a_substitute_one_is_told_to_wait(hall, settings):
    settings.WEBINAR_ROOMS = FAILING

    assert "Wait a few minutes" in room_of(browser(hall.olena), hall).content.decode()


def test_who_has_no_seat_learns_no_substitute(hall, settings):
    settings.WEBINAR_ROOMS = FAILING
    set_substitute(session=hall.session, substitute="https://zustrich.school.test/a", note="", by=None)
    hall.session.registrations.filter(person=hall.petro).update(cancelled_at=timezone.now())
    client = browser(hall.petro)

    assert "zustrich" not in client.get(path(hall, "join")).content.decode()
    assert room_of(client, hall).status_code == 302
