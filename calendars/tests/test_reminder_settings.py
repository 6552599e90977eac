"""What a person wants of reminders: the form, and what it makes of an event's offsets."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from calendars.models import CalendarSettings
from calendars.offsets import validate_offsets
from calendars.quiet import Quiet
from people.models import Person, User

pytestmark = pytest.mark.django_db
PAGE = "/en/my/calendar/settings/"
FIELDS = {"alarm": "0", "language": "", "reminders": "own", "quiet_from": "21:30", "quiet_until": "08:00"}


@pytest.fixture
def owner(client):
    user = User.objects.create_user("olena@example.org")
    client.person = Person.objects.create(user=user, legal_name="Олена", display_name="Олена", email=user.email)
    client.force_login(user, backend="people.backends.SchoolBackend")
    with translation.override("en"):
        yield client


def ticked(content, name):
    """The values of the ticked options called ``name``."""
    tags = [part.partition(">")[0] for part in content.split("<input ")[1:]]
    return [
        tag.partition('value="')[2].partition('"')[0] for tag in tags if f'name="{name}"' in tag and "checked" in tag
    ]


def test_the_form_begins_with_what_events_have_and_the_night(owner):
    content = owner.get(PAGE).content.decode()

    assert (ticked(content, "reminders"), ticked(content, "reminder_offsets")) == (["event"], ["1440", "60"])
    assert '<input type="time" name="quiet_from" value="22:00"' in content
    assert '<input type="time" name="quiet_until" value="07:00"' in content


def test_own_times_and_quiet_hours_are_kept(owner):
    assert owner.post(PAGE, {**FIELDS, "reminder_offsets": ["4320", "15"]}).status_code == 302

    kept = CalendarSettings.objects.get(person=owner.person)
    assert (kept.reminders, kept.reminder_offsets) == ("own", [4320, 15])
    assert kept.quiet == Quiet(time(21, 30), time(8))


def test_own_times_without_any_are_refused_beside_the_field(owner):
    refused = owner.post(PAGE, FIELDS)
    content = refused.content.decode()

    assert (refused.status_code, CalendarSettings.objects.count()) == (400, 0)
    beside = content.split('<div id="id_reminder_offsets_error">')[1].partition("</div>")[0]
    assert "Tick at least one time, or choose “no reminders”." in beside
    assert ticked(content, "reminders") == ["own"]
    assert 'name="quiet_from" value="21:30"' in content


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("quiet_from", "25:99", "Enter a valid time."),
        ("quiet_until", "", "This field is required."),
        ("reminder_offsets", "7", "Select a valid choice. 7 is not one of the available choices."),
        ("reminders", "sometimes", "Select a valid choice. sometimes is not one of the available choices."),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_the_rest_stays(owner, field, typed, reason):
    refused = owner.post(PAGE, {**FIELDS, "reminder_offsets": ["180"], "busy_only": "on", field: typed})
    content = refused.content.decode()

    assert (refused.status_code, CalendarSettings.objects.count()) == (400, 0)
    assert reason in content.split(f'<div id="id_{field}_error">')[1].partition("</div>")[0]
    assert ticked(content, "busy_only") != []
    if field.startswith("quiet"):
        assert f'name="{field}"{f" value={chr(34)}{typed}{chr(34)}" if typed else ""}' in content
        assert ticked(content, "reminder_offsets") == ["180"]


def test_no_reminders_need_no_times(owner):
    assert owner.post(PAGE, {**FIELDS, "reminders": "none"}).status_code == 302

    assert CalendarSettings.objects.get().offsets_of([60]) == []


def test_whose_choice_holds():
    def offsets(choice):
        return CalendarSettings(reminders=choice, reminder_offsets=[15]).offsets_of([1440])

    assert [offsets(choice) for choice in ("event", "own", "none")] == [[1440], [15], []]


@pytest.mark.parametrize("value", ["60", [61], [60, 60], {"60": 1}, [None], 60])
def test_only_known_offsets_are_valid(value):
    with pytest.raises(ValidationError):
        validate_offsets(value)


def test_none_and_all_are_valid():
    validate_offsets([])
    validate_offsets([10080, 4320, 1440, 180, 60, 15])
