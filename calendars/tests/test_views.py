"""The page of the private address, and the address itself."""

import re
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import translation

from calendars.models import CalendarSettings, FeedToken
from people.models import Person, User

pytestmark = pytest.mark.django_db
PAGE = "/my/calendar/"
REMINDERS = {"reminders": "event", "quiet_from": "22:00", "quiet_until": "07:00"}


@pytest.fixture
def owner(client):
    """A browser signed in as somebody with a name."""
    user = User.objects.create_user("olena@example.org")
    client.person = Person.objects.create(
        user=user, legal_name="Олена Коваль", display_name="Олена К.", email=user.email
    )
    client.force_login(user, backend="people.backends.SchoolBackend")
    with translation.override("uk"):
        yield client


def test_the_page_is_for_those_who_signed_in(client):
    assert client.get(PAGE).status_code == 302


def test_an_account_without_a_person_has_no_calendar(client):
    client.force_login(User.objects.create_user("new@example.org"), backend="people.backends.SchoolBackend")

    assert client.get(PAGE).status_code == 403


def test_the_address_is_shown_once_and_works(owner):
    made = owner.post(PAGE, {"action": "issue"})
    address = made.context["address"]

    assert made.context["webcal"] == address.replace("http://", "webcal://")
    assert address in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert address not in owner.get(PAGE).content.decode()
    owner.logout()
    feed = owner.get(address.removeprefix("http://testserver"))
    assert (feed.status_code, feed["Cache-Control"], feed["Referrer-Policy"]) == (200, "private", "no-referrer")


def test_replacing_and_turning_off(owner):
    first = owner.post(PAGE, {"action": "issue"}).context["address"].removeprefix("http://testserver")
    second = owner.post(PAGE, {"action": "issue"}).context["address"].removeprefix("http://testserver")
    assert [owner.get(address).status_code for address in (first, second)] == [404, 200]

    assert owner.post(PAGE, {"action": "revoke"}).status_code == 302

    assert owner.get(second).status_code == 404
    assert FeedToken.objects.filter(revoked_at__isnull=False).count() == 2


def test_opening_the_page_makes_no_address(owner):
    assert owner.get(PAGE).status_code == 200
    assert not FeedToken.objects.exists()


@pytest.mark.parametrize("data", [{}, {"action": "explode"}])
def test_nonsense_changes_nothing(owner, data):
    assert owner.post(PAGE, data).status_code in (200, 400)
    assert not FeedToken.objects.exists()


@pytest.mark.parametrize("token", ["x", "0" * 27])
def test_an_unknown_address_is_not_found(client, token):
    assert client.get(f"/my/calendar/{token}.ics").status_code == 404


def test_feeds_are_only_read(owner):
    assert owner.post("/feeds/podii.ics").status_code == 405
    assert owner.head("/feeds/podii.ics").status_code == 200


def test_settings_are_kept_and_begin_with_the_defaults(owner):
    page = owner.get(f"{PAGE}settings/")
    assert (page.status_code, CalendarSettings.objects.count()) == (200, 0)

    saved = owner.post(
        f"{PAGE}settings/", {"taking_part": "on", "busy_only": "on", "alarm": "60", "language": "en", **REMINDERS}
    )

    assert (saved.status_code, saved["Location"]) == (302, PAGE)
    kept = CalendarSettings.objects.get(person=owner.person)
    assert (kept.mails, kept.taking_part, kept.hosting, kept.busy_only) == (False, True, False, True)
    assert (kept.alarms, kept.language) == ((timedelta(hours=1),), "en")


def test_settings_that_make_no_sense_are_not_kept(owner):
    assert owner.post(f"{PAGE}settings/", {"alarm": "7", "language": "xx"}).status_code == 400
    assert not CalendarSettings.objects.exists()


def test_settings_are_for_those_who_signed_in(client):
    assert client.get(f"{PAGE}settings/").status_code == 302


def test_the_page_says_when_a_calendar_last_read_the_address(owner):
    address = owner.post(PAGE, {"action": "issue"}).context["address"].removeprefix("http://testserver")
    assert "No calendar has read it yet" in owner.get(PAGE).content.decode()

    owner.get(address)

    assert "A calendar last read it on" in owner.get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_help_page_announces_every_feed_and_each_works(client, language):
    page = client.get(f"{language}/feeds/")
    content = page.content.decode()

    announced = re.findall(r'<link rel="alternate" type="text/calendar" href="([^"]+)"', content)
    assert announced[0] == f"{language}/feeds/podii.ics"
    assert len(announced) == len(set(announced)) == 1 + 7 + 27
    assert {client.get(path)["Content-Type"] for path in announced} == {"text/calendar; charset=utf-8"}
    for app in ("Google Calendar", "Apple", "Outlook", "Thunderbird", "Android"):
        assert app in content
    assert f"http://testserver{language}/feeds/podii.ics" in content


def test_my_calendar_leads_to_settings_and_help(owner):
    content = owner.get(PAGE).content.decode()

    assert 'href="/my/calendar/settings/"' in content
    assert 'href="/feeds/"' in content


@pytest.mark.parametrize(
    ("path", "allowed"), [("/feeds/podii.ics", True), ("/my/calendar/x.ics", True), ("/my/", False)]
)
def test_google_calendar_which_obeys_robots_txt_may_read_feeds(client, path, allowed):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("Google-Calendar-Importer", path) is allowed
