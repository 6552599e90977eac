"""The public programme, and that nothing of it is there before it is released."""

import uuid
from datetime import timedelta

import brotli
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from conferences.models import Appearance, Star
from conferences.releasing import release
from conferences.scheduling import schedule_item
from webinars.tests.factories import NOON, make_person

from .factories import NINE, make_item, make_programme, make_released, make_speaker, make_track

pytestmark = pytest.mark.django_db
PAGES = ("programme", "programme_now", "programme_changes", "programme_ics")


def address(name, programme, *more):
    return reverse(name, args=[programme.event_id, *more])


def doors(programme, item):
    return [*(address(name, programme) for name in PAGES), address("programme_item", programme, item.public_id)]


def sign_in(client, person):
    client.force_login(person.user, backend="people.backends.SchoolBackend")


def test_nothing_of_an_unreleased_programme_is_there(client):
    programme = make_programme()
    item = make_item(programme, title="Таємна доповідь", at=0)
    person = make_person()
    Star.objects.create(person=person, item=item)

    answers = [client.get(path).status_code for path in doors(programme, item)]
    answers.append(client.post(address("programme_star", programme), {"star": item.public_id}).status_code)
    sign_in(client, person)
    answers += [client.get(path).status_code for path in doors(programme, item)]

    assert set(answers) == {404}
    event = client.get(programme.event.url).content.decode()
    assert address("programme", programme) not in event
    assert "Таємна" not in event
    assert list(client.get("/search/?q=Таємна доповідь").context["results"]) == []
    assert "Таємна" not in client.get("/my/calendar/").content.decode()


def test_a_draft_beside_a_released_programme_is_not_there(client):
    programme = make_released(items=1)
    draft = make_item(programme, title="Таємна доповідь")
    later = make_item(programme, title="Ще одна таємна", at=200)

    for item in (draft, later):
        assert client.get(address("programme_item", programme, item.public_id)).status_code == 404
        assert client.post(address("programme_star", programme), {"star": item.public_id}).status_code == 404
    assert "таємна" not in client.get(address("programme", programme)).content.decode().lower()
    assert "таємна" not in client.get(address("programme_ics", programme)).content.decode().lower()


@pytest.mark.parametrize("live", [True, False])
def test_a_programme_is_as_open_as_the_page_of_its_event(client, live):
    programme = make_released(items=1)
    item = programme.items.get()
    if live:
        restriction = PageViewRestriction.objects.create(page=programme.event, restriction_type="groups")
        restriction.groups.add(Group.objects.create(name="Мережа"))
    else:
        programme.event.unpublish()

    assert {client.get(path).status_code for path in doors(programme, item)} == {404}


def test_the_page_of_the_event_leads_to_the_programme(client):
    programme = make_released(items=1)

    assert f'href="{address("programme", programme)}"' in client.get(programme.event.url).content.decode()


def test_a_day_is_a_table_with_rooms_across(client):
    programme = make_programme()
    first, second = programme.rooms.all()
    make_item(programme, title="Вода", room=first, at=0, minutes=90)
    make_item(programme, title="Школа", room=second, at=0, minutes=30)
    make_item(programme, title="Дорога", room=second, at=30, minutes=30)
    make_item(programme, title="Обід", kind="break", at=90, minutes=60)
    make_item(programme, title="Другий день", room=first, at=24 * 60)
    release(programme=programme, by=None, now=NOON)

    answer = client.get(address("programme", programme))

    rows = [
        [row.starts_at, [talk.title for talk in row.whole]]
        + [[cell.rows, [talk.title for talk in cell.talks]] for cell in row.cells]
        for row in answer.context["rows"]
    ]
    assert rows == [
        [NINE, [], [2, ["Вода"]], [1, ["Школа"]]],
        [NINE + timedelta(minutes=30), [], [1, ["Дорога"]]],
        [NINE + timedelta(minutes=90), ["Обід"]],
    ]
    assert len(answer.context["days"]) == 2


def test_tracks_and_languages_are_plain_links(client):
    programme = make_programme()
    room = programme.rooms.first()
    water, school = make_track(programme, name="Вода"), make_track(programme, name="Школа")
    make_item(programme, title="Криниця", room=room, at=0, track=water)
    make_item(programme, title="Parks", room=room, at=60, track=school, language="en")
    release(programme=programme, by=None, now=NOON)
    page = address("programme", programme)

    def titles(query):
        rows = client.get(page + query).context["rows"]
        return [talk.title for row in rows for cell in row.cells for talk in cell.talks]

    assert titles("") == ["Криниця", "Parks"]
    assert titles(f"?track={water.public_id}") == ["Криниця"]
    assert titles("?lang=en") == ["Parks"]
    assert titles(f"?lang=en&track={water.public_id}") == []
    assert f"track={school.public_id}" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "query", ["?day=nonsense", "?day=1999-01-01", "?track=<b>", "?lang=xx", "?mine=yes", "?day=" + "9" * 5000]
)
def test_an_address_that_means_nothing_shows_the_whole_day(client, query):
    programme = make_released(items=3)

    answer = client.get(address("programme", programme) + query)

    assert answer.status_code == 200
    assert sum(len(cell.talks) for row in answer.context["rows"] for cell in row.cells) == 3


def test_what_an_author_wrote_is_never_markup(client):
    programme = make_programme()
    item = make_item(programme, title="<script>x</script>", abstract="<img src=x>", at=0)
    release(programme=programme, by=None, now=NOON)

    for path, said in (
        (address("programme", programme), "&lt;script&gt;x"),
        (doors(programme, item)[-1], "&lt;img src=x"),
    ):
        page = client.get(path).content.decode()
        assert said in page
        assert "<script>x" not in page
        assert "<img src=x>" not in page


def test_a_star_of_a_stranger_is_kept_in_the_session_and_merged_at_login(client):
    programme, person = make_released(items=2), make_person()
    mine, other = programme.items.scheduled()
    Star.objects.create(person=person, item=other)

    answer = client.post(address("programme_star", programme), {"star": mine.public_id})
    assert answer.url == f"{address('programme', programme)}#i-{mine.public_id}"
    assert client.get(address("programme", programme) + "?mine=1").context["number_mine"] == 1
    assert Star.objects.count() == 1

    sign_in(client, person)

    assert client.get(address("programme", programme)).context["number_mine"] == 2
    assert set(Star.objects.filter(person=person).values_list("item", flat=True)) == {mine.pk, other.pk}


def test_a_star_can_be_taken_back_and_twice_is_as_good_as_once(client):
    programme, person = make_released(items=1), make_person()
    item = programme.items.get()
    sign_in(client, person)

    for _time in range(2):
        client.post(address("programme_star", programme), {"star": item.public_id})
    assert Star.objects.filter(person=person).count() == 1
    for _time in range(2):
        client.post(address("programme_star", programme), {"unstar": item.public_id})
    assert not Star.objects.exists()


@pytest.mark.parametrize("data", [{}, {"star": "x"}, {"star": uuid.uuid4()}, {"unstar": ""}])
def test_a_star_for_nothing_is_refused(client, data):
    assert client.post(address("programme_star", make_released()), data).status_code == 404


def test_a_star_leads_back_to_this_site_only(client):
    programme = make_released(items=1)
    data = {"star": programme.items.get().public_id, "next": "https://evil.example/"}

    assert client.post(address("programme_star", programme), data).url.startswith("/e/")


def test_nobody_sees_the_choice_of_another(client):
    programme, person, other = make_released(items=1), make_person(), make_person()
    Star.objects.create(person=person, item=programme.items.get())
    sign_in(client, other)

    assert client.get(address("programme", programme) + "?mine=1").context["rows"] == []


def test_now_and_next_lead_into_the_room_of_the_day(client):
    now = timezone.now()
    programme = make_programme(rooms=1, starts=now - timedelta(hours=1))
    (room,) = programme.rooms.all()
    for title, at in (("Було", -60), ("Іде", -20), ("Буде", 30), ("Потім", 90)):
        starts = now + timedelta(minutes=at)
        schedule_item(item=make_item(programme, title=title), room=room, starts_at=starts, minutes=30, by=None)
    release(programme=programme, by=None, now=now)

    answer = client.get(address("programme_now", programme))

    session = room.days.get().session
    assert [(talk.title, key) for talk, key in answer.context["on"]] == [("Іде", str(session.public_id))]
    assert [talk.title for talk in answer.context["coming"]] == ["Буде"]
    assert reverse("session_join", args=[session.public_id]) in answer.content.decode()


def test_recordings_are_shown_once_the_item_is_over(client):
    past = make_programme(rooms=1, starts=timezone.now() - timedelta(days=1))
    future = make_programme(rooms=1)
    seen = []
    for programme, starts in ((past, timezone.now() - timedelta(hours=20)), (future, NINE)):
        item = make_item(programme, recording_url="https://video.example.org/7")
        schedule_item(item=item, room=programme.rooms.get(), starts_at=starts, minutes=30, by=None)
        release(programme=programme, by=None, now=NOON)
        page = client.get(address("programme_item", programme, item.public_id)).content.decode()
        seen.append("https://video.example.org/7" in page)

    assert seen == [True, timezone.now() > NINE]


def test_the_feed_counts_changes_of_time_alone(client):
    programme = make_released(items=2)
    moved, renamed = programme.items.scheduled()
    schedule_item(item=moved, room=moved.room, starts_at=NINE + timedelta(hours=3), minutes=30, by=None)
    renamed.title = "Інша назва"
    renamed.save()
    release(programme=programme, by=None, now=NOON)

    calendar = Calendar.from_ical(client.get(address("programme_ics", programme)).content)

    found = {str(event["uid"]): (event["sequence"], event.decoded("dtstart")) for event in calendar.walk("VEVENT")}
    assert found == {
        f"item-{moved.public_id}@school": (1, NINE + timedelta(hours=3)),
        f"item-{renamed.public_id}@school": (0, NINE),
    }


def test_a_starred_item_stands_in_ones_own_calendar(client):
    now = timezone.now()
    programme, person = make_programme(rooms=1, starts=now), make_person()
    item = make_item(programme, title="Вода")
    schedule_item(item=item, room=programme.rooms.get(), starts_at=now + timedelta(days=1), minutes=30, by=None)
    release(programme=programme, by=None, now=now)
    sign_in(client, person)
    before = client.get("/my/calendar/").content.decode()

    client.post(address("programme_star", programme), {"star": item.public_id})

    assert "Вода" not in before
    assert "Вода" in client.get("/my/calendar/").content.decode()


@pytest.mark.parametrize("name", ["programme", "programme_now", "programme_changes", "programme_ics"])
def test_a_programme_of_120_items_takes_as_many_queries_as_one_of_3(client, name):
    person = make_person()
    sign_in(client, person)

    def queries(items):
        programme = make_released(items=items)
        for item in programme.items.all():
            Star.objects.create(person=person, item=item)
            Appearance.objects.create(item=item, speaker=make_speaker())
        release(programme=programme, by=None, now=NOON)
        client.get(address(name, programme))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(name, programme)).status_code == 200
        return len(seen)

    assert queries(3) == queries(120)


def test_a_day_of_120_items_stays_light(client):
    """Within what a page to read may weigh on the wire."""
    page = client.get(address("programme", make_released(items=120, rooms=4))).content

    assert len(brotli.compress(page, quality=5)) < 9_000
