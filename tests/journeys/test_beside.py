"""At the door and beside the room, in real browsers: what one receives, the device, questions, a poll."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from webinars.beside import polls
from webinars.models import Poll, RoomQuestion
from webinars.tests.beside import Hall

from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# A microphone that sounds, and a camera, made of what a browser has itself.
DEVICES = """
navigator.mediaDevices.getUserMedia = (wanted) => {
  if (wanted.video) return Promise.resolve(document.createElement("canvas").captureStream(5));
  const context = new AudioContext(), tone = context.createOscillator(), out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return Promise.resolve(out.stream);
};
"""


@pytest.fixture
def hall(monkeypatch):
    monkeypatch.setattr("webinars.views.live.POLLED_EVERY", 0.5)
    monkeypatch.setattr("webinars.beside.views.POLLED_EVERY", 0.5)
    return Hall()


@pytest.fixture
def phone_of(visitor, live_server):
    def unlock(person, **options):
        page = visitor(**options)
        sign_in(page.context, person, live_server.url)
        return page

    return unlock


def enter(page, hall, choice):
    page.goto(f"/s/{hall.session.public_id}/join/")
    page.get_by_label(choice).check()
    with page.expect_navigation(url="**/room/"):
        page.get_by_role("button", name="Join").click()


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def test_who_wants_little_gets_little(hall, phone_of):
    page = phone_of(hall.olena)

    enter(page, hall, "small picture of the speaker")

    page.locator("#room iframe").wait_for(state="attached")
    config = page.evaluate("window.asked.config")
    assert (config["startAudioOnly"], config["channelLastN"], config["resolution"]) == (False, 1, 180)
    assert config["constraints"]["video"]["height"]["max"] == 180
    page.evaluate("window.api.heard.videoConferenceJoined({})")
    assert page.evaluate("window.commands") == [["setVideoQuality", 180]]
    page.goto(f"/s/{hall.session.public_id}/join/")
    assert page.get_by_label("small picture of the speaker").is_checked()


def test_without_a_script_the_link_says_what_one_receives(hall, phone_of):
    page = phone_of(hall.olena, javascript=False)

    enter(page, hall, "Sound only")

    link = page.locator("a[data-room-link]").first.get_attribute("href")
    assert parse_qs(urlsplit(link).fragment)["config.startAudioOnly"] == [json.dumps(True)]
    assert page.locator("#device-check").count() == 0


def test_the_host_is_heard_at_once_and_participants_are_not(hall, phone_of):
    heard = {}
    for person in (hall.host, hall.olena):
        page = phone_of(person)
        enter(page, hall, "Sound only")
        page.locator("#room iframe").wait_for(state="attached")
        heard[person] = not page.evaluate("window.asked.config.startWithAudioMuted")

    assert heard == {hall.host: True, hall.olena: False}


def test_the_page_says_where_to_go_when_the_room_server_is_away(hall, phone_of):
    page = phone_of(hall.olena)
    page.context.route("**/external_api.js", lambda route: route.fulfill(content_type="text/javascript", body=""))

    enter(page, hall, "Sound only")

    page.get_by_text("does not answer").wait_for()
    assert page.get_by_text("Wait a few minutes").is_visible()


def test_the_device_is_checked_in_words(hall, phone_of):
    without, with_devices = phone_of(hall.olena), phone_of(hall.petro)
    with_devices.context.add_init_script(DEVICES)
    for page in (without, with_devices):
        page.goto(f"/s/{hall.session.public_id}/join/")
    said = without.locator("#device-check [role=status]")

    press(without, "Check the microphone")
    without.get_by_text(re.compile("No microphone was found|does not let this page")).wait_for()
    press(without, "Play a tone")
    assert "A short tone was played" in said.inner_text()

    press(with_devices, "Check the microphone")
    with_devices.get_by_text("The microphone works.").wait_for()
    press(with_devices, "Check the camera")
    with_devices.get_by_text("The camera works.").wait_for()
    assert with_devices.locator("#device-check video").is_visible()


def test_a_question_and_a_poll_go_between_browsers_without_leaving_the_room(hall, phone_of):
    poll = polls.prepare(
        session=hall.session, text="Чи чутно?", options=["Так", "Ні"], by=None, now=hall.session.starts_at
    )
    host, olena, petro = phone_of(hall.host), phone_of(hall.olena), phone_of(hall.petro, javascript=False)
    for page in (host, olena, petro):
        enter(page, hall, "Sound only")
    olena.evaluate("window.stayed = true")
    host.evaluate("window.stayed = true")

    olena.get_by_label("Your question").fill("Де шукати додатки?")
    press(olena, "Ask")
    olena.get_by_text("Your question stands here now.").wait_for()
    assert olena.get_by_label("Your question").input_value() == ""
    host.get_by_text("Де шукати додатки?").wait_for()
    press(host, "Open the poll")
    olena.get_by_label("Так").check()
    press(olena, "Answer")
    olena.get_by_text("Your answer is kept.").first.wait_for()

    petro.reload()
    press(petro, "I want to know too: 0")
    assert petro.url.endswith("/room/#beside")
    host.get_by_text("1 person wants to know").or_(host.get_by_text("I want to know too: 1")).wait_for()
    host.get_by_text("Answer in writing").click()
    host.get_by_label("Your answer").fill("У розділі «Фінанси».")
    host.locator("details form button").click()
    olena.get_by_text("У розділі «Фінанси».").wait_for()
    press(host, "Close and show the results")
    olena.get_by_text("1 person, 100 %").wait_for()

    assert olena.evaluate("window.stayed") and host.evaluate("window.stayed")
    assert RoomQuestion.objects.get().answer == "У розділі «Фінанси»."
    assert Poll.objects.get(pk=poll.pk).answers.count() == 1


def test_what_one_types_is_not_lost_when_others_write(hall, phone_of):
    hall.ask("Перше")
    host = phone_of(hall.host)
    host.goto(hall.url())
    host.get_by_text("Answer in writing").click()
    host.get_by_label("Your answer").fill("Відповідь, яка ще не")
    host.get_by_label("Your question").focus()

    hall.ask("Друге", person=hall.petro)

    host.get_by_text("Друге").wait_for()
    assert host.locator("details[open] textarea").input_value() == "Відповідь, яка ще не"
    assert "something new" in host.locator("#beside-said").inner_text()
