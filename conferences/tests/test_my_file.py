"""«My programme» as a file for the calendar: of whoever asks, with an account or without."""

import pytest
from icalendar import Calendar

from conferences.models import Star
from webinars.tests.factories import make_person

from .factories import make_programme, make_released
from .test_views import address, sign_in

pytestmark = pytest.mark.django_db


def titles_in(client, programme):
    answer = client.get(address("programme_mine_ics", programme))
    assert answer.status_code == 200 and "private" in answer["Cache-Control"]
    return {str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_it_holds_what_a_reader_starred_before_and_after_signing_in(client):
    programme, person = make_released(items=3), make_person()
    first, second, _third = programme.items.scheduled()
    Star.objects.create(person=person, item=second)

    assert titles_in(client, programme) == set()
    client.post(address("programme_star", programme), {"star": first.public_id})
    assert titles_in(client, programme) == {first.title}
    page = client.get(address("programme", programme) + "?mine=1").content.decode()
    assert address("programme_mine_ics", programme) in page

    sign_in(client, person)
    assert titles_in(client, programme) == {first.title, second.title}
    sign_in(client, make_person())
    assert titles_in(client, programme) == set()


def test_nothing_of_an_unreleased_programme_is_in_it(client):
    assert client.get(address("programme_mine_ics", make_programme())).status_code == 404
