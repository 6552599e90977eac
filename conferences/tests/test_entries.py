"""What somebody starred, in their own calendar and in nobody else's."""

import pytest
from django.urls import reverse
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from calendars.models import CalendarSettings
from calendars.personal import entries_of, rows_of
from conferences.entries import PERSONAL
from conferences.models import Star
from conferences.releasing import release
from webinars.tests.factories import NOON, make_person

from .factories import make_item, make_programme, make_released, make_speaker, make_track

pytestmark = pytest.mark.django_db


def titles(person, **wanted):
    rows = rows_of(PERSONAL, person=person, now=NOON)
    return [entry.summary for entry in entries_of(PERSONAL, rows, now=NOON, **wanted)]


@pytest.fixture
def programme():
    return make_released(items=3)


@pytest.fixture
def person(programme):
    person = make_person()
    for item in list(programme.items.scheduled())[::2]:
        Star.objects.create(person=person, item=item)
    return person


def test_the_calendar_holds_what_its_person_starred(programme, person):
    first, _, last = programme.items.scheduled()

    assert titles(person) == [first.title, last.title]
    assert titles(make_person()) == []


def test_nothing_of_a_programme_that_is_hidden_unpublished_or_not_released(programme, person):
    unreleased = make_programme()
    Star.objects.create(person=person, item=unreleased.items.create(title="Чернетка"))
    assert len(titles(person)) == 2

    restriction = PageViewRestriction.objects.create(page=programme.event, restriction_type=PageViewRestriction.LOGIN)
    assert titles(person) == []

    restriction.delete()
    programme.event.unpublish()
    assert titles(person) == []


def test_my_programme_is_in_the_calendar_of_who_wants_it_there(person):
    assert titles(person, wanted=CalendarSettings(person=person, programme=False)) == []
    assert len(titles(person, wanted=CalendarSettings(person=person, taking_part=False))) == 2


def test_the_help_page_names_the_calendars_of_released_programmes(client, programme):
    make_programme()
    address = reverse("programme_ics", args=[programme.event_id])
    link = f'<link rel="alternate" type="text/calendar" href="{address}" title="{programme.event.title}">'
    page = client.get("/feeds/").content.decode()
    assert link in page
    assert page.count("/programme.ics") == 2, "in the head and in the list"

    PageViewRestriction.objects.create(page=programme.event, restriction_type=PageViewRestriction.LOGIN)
    assert address not in client.get("/feeds/").content.decode()


def test_my_programme_leads_to_my_calendar(client, programme, person):
    url, words = reverse("programme", args=[programme.event_id]), "My programme in my calendar"
    assert words not in client.get(f"{url}?mine=1").content.decode()

    client.force_login(person.user, backend="people.backends.SchoolBackend")

    assert words in client.get(f"{url}?mine=1").content.decode()
    assert words not in client.get(url).content.decode()


@pytest.mark.parametrize("programmes", [1, 3])
def test_stars_of_any_number_of_programmes_cost_two_questions(django_assert_num_queries, programmes):
    person = make_person()
    for _time in range(programmes):
        Star.objects.create(person=person, item=make_released(items=1).items.get())
    titles(make_person())  # what does not change while the process lives

    with django_assert_num_queries(2):
        assert len(titles(person)) == programmes


def events(client, path):
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(client.get(path).content).walk("VEVENT")}


def test_a_track_and_a_room_have_calendars_of_their_own(client):
    programme = make_programme()
    track, other = make_track(programme, name="Вода"), make_track(programme, name="Дороги")
    first, second = programme.rooms.all()
    make_item(programme, title="Криниця", room=first, at=0, track=track)
    make_item(programme, title="Міст", room=second, at=0, track=other)
    make_item(programme, title="Відкриття", at=60)
    release(programme=programme, by=None, now=NOON)

    def path(kind, row):
        return reverse(f"{kind}_ics", args=[programme.event_id, row.public_id])

    assert events(client, path("track", track)) == {"Криниця"}
    assert events(client, path("room", second)) == {"Міст", "Відкриття"}
    page = client.get(reverse("programme", args=[programme.event_id])).content.decode()
    for feed in (path("track", track), path("track", other), path("room", first), path("room", second)):
        assert f'<link rel="alternate" type="text/calendar" href="{feed}"' in page
        assert b"/join/" not in client.get(feed).content


def test_a_track_of_another_programme_or_a_hidden_one_has_none(client):
    programme, other = make_released(items=1), make_programme()
    track = make_track(other)
    assert client.get(reverse("track_ics", args=[programme.event_id, track.public_id])).status_code == 404

    room = programme.rooms.first()
    path = reverse("room_ics", args=[programme.event_id, room.public_id])
    assert client.get(path).status_code == 200
    PageViewRestriction.objects.create(page=programme.event, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(path).status_code == 404


def test_who_speaks_has_the_item_in_the_calendar_as_what_they_lead():
    programme, person = make_programme(), make_person()
    speaker = make_speaker(person=person)
    make_item(programme, title="Криниця", at=0, speakers=[speaker])
    make_item(programme, title="Міст", at=60, moderators=[speaker])
    make_item(programme, title="Дорога", at=120)
    release(programme=programme, by=None, now=NOON)
    make_item(programme, title="Чернетка", at=180, speakers=[speaker])

    assert sorted(titles(person)) == ["Криниця", "Міст"]
    assert titles(person, wanted=CalendarSettings(person=person, hosting=False)) == []
    assert titles(make_person()) == []
