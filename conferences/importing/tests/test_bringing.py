"""A file with a programme is looked over before anything is planned, and brings nothing twice."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.exceptions import ProgrammeRefused
from conferences.importing.bringing import bring, confirm, discard, look_over
from conferences.importing.sheets import write
from conferences.models import Appearance, Item, ProgrammeImport
from conferences.releasing import release
from conferences.snapshots import snapshot_of
from conferences.tests.factories import NINE, make_item, make_programme, make_released, make_speaker, make_track
from content.models import Speaker
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles
from webinars.tests.factories import NOON, make_person

from .test_frab_xml import BOMB, GUID, event, schedule
from .test_sheets import ROW, changed, workbook

pytestmark = pytest.mark.django_db
DOORS = ("programme:imports", "programme:import", "programme:workbook")


@pytest.fixture
def coordinator(client):
    sync_roles()
    person = make_person()
    add_to_role(user=person.user, role=COORDINATORS)
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    return client


def make_rich():
    programme = make_programme()
    first, second = programme.rooms.all()
    track = make_track(programme, name="Бюджет & люди", color="wheat")
    people = [make_speaker("Оксана Левчук"), make_speaker("Тарас Гнатюк")]
    make_item(
        programme, title="Вода <чиста>", room=first, at=0, track=track, speakers=people[:1], moderators=people[1:]
    )
    make_item(programme, title="Street", room=second, at=0, language="en", abstract="A\r\n\r\nB")
    make_item(programme, title="Обід", kind="break", at=60, minutes=75)
    make_item(programme, title="Другий день", room=first, at=24 * 60, speakers=people)
    release(programme=programme, by=None, now=NOON)
    return programme


def brought(programme, data, name="programme.xml"):
    return bring(programme=programme, name=name, data=data, by=None, now=timezone.now())


def imported(programme, data):
    return confirm(imported=brought(programme, data), by=None, now=timezone.now())


def exported(client, programme):
    return client.get(reverse("programme_schedule", args=[programme.event_id, "xml"])).content


def states(programme, data):
    return [row.state for row in look_over(brought(programme, data)).rows]


def told(programme):
    """The snapshot, hours of rooms apart: files do not know them."""
    snapshot = snapshot_of(programme)
    for room in snapshot["rooms"].values():
        room["hours"] = bool(room["hours"])
    return snapshot


def test_an_exported_programme_is_imported_to_an_equal_one(client):
    programme = make_rich()
    before, data = told(programme), exported(client, programme)
    Appearance.objects.all().delete()
    Item.objects.all().delete()
    programme.rooms.all().delete()
    programme.tracks.all().delete()

    imported(programme, data)

    after = told(programme)
    for item in before["items"].values():
        item["abstract"] = item["abstract"].replace("\r\n", "\n")
    assert after == before


@pytest.mark.parametrize("kind", ["schedule", "workbook"])
def test_what_was_exported_changes_nothing(client, kind):
    programme = make_rich()
    data = exported(client, programme) if kind == "schedule" else write(programme)
    before = snapshot_of(programme)

    found = look_over(brought(programme, data))
    imported(programme, data)

    assert [row.state for row in found.rows] == ["same"] * 4
    assert (found.problems, found.left, found.rooms, found.tracks, found.people) == ([], [], [], [], [])
    assert snapshot_of(programme) == before


def test_nothing_is_planned_before_it_is_confirmed_and_twice_is_once():
    programme = make_programme()
    data = schedule(event(), event(guid="1" + GUID[1:], title="Школа"))
    waiting = brought(programme, data)

    assert waiting == brought(programme, data)
    assert not Item.objects.exists()

    for _time in range(2):
        waiting = confirm(imported=waiting, by=None, now=NOON)
    again = imported(programme, data)

    assert (waiting.added, again.added, again.changed, bytes(waiting.content)) == (2, 0, 0, b"")
    assert sorted(programme.items.values_list("title", "starts_at", "room__name")) == [
        ("Вода", NINE, "Зала"),
        ("Школа", NINE, "Зала"),
    ]


def test_rooms_tracks_and_people_are_made_once_and_a_new_room_is_open_while_its_items_last():
    programme = make_programme(rooms=1)
    make_speaker("Оксана Левчук")
    second = changed(Назва="Школа", Початок="05.03.2027 12:00", Виступають="Оксана Левчук; Тарас Гнатюк")
    data = workbook(changed(Місце="Підвал"), [*second[:4], "підвал", *second[5:]])

    found = look_over(brought(programme, data))
    assert (found.rooms, found.tracks, found.people) == (["Підвал"], ["Бюджет"], ["Тарас Гнатюк"])
    imported(programme, data)

    room = programme.rooms.get(name="Підвал")
    assert room.items.count() == 2
    assert [(day.opens_at, (day.closes_at - day.opens_at).seconds // 60) for day in room.days.all()] == [(NINE, 210)]
    assert programme.tracks.count() == 1
    assert sorted(Speaker.objects.values_list("name", flat=True)) == ["Оксана Левчук", "Тарас Гнатюк"]
    assert Speaker.objects.get(name="Тарас Гнатюк").slug.startswith("taras-")


def test_what_changes_is_said_field_by_field_and_what_is_not_named_stays():
    programme = make_programme()
    room = programme.rooms.first()
    item = make_item(programme, title="Вода", room=room, at=0, minutes=45, abstract="Про воду\r\nі труби")
    other = make_item(programme, title="Школа", room=room, at=60)

    found = look_over(brought(programme, workbook(changed(Виступають="", Напрям=""))))

    [row] = found.rows
    assert [(change.before, change.after) for change in row.changes] == [("45", "30")]
    assert found.left == [other]
    imported(programme, workbook(changed(Виступають="", Напрям="")))
    item.refresh_from_db()
    assert (item.minutes, Item.objects.count()) == (30, 2)


def test_who_moderates_goes_on_where_the_format_knows_no_moderators():
    programme, speaker = make_programme(), make_speaker("Тарас Гнатюк")
    item = make_item(programme, public_id=GUID, moderators=[speaker])
    person = "<track/><persons><person>Тарас Гнатюк</person></persons>"

    imported(programme, schedule(event().replace("<track/>", person)))

    assert item.appearances.get().role == "moderator"


def test_an_item_of_another_programme_is_not_taken():
    make_item(make_programme(), public_id=GUID)
    programme = make_programme()

    found = look_over(brought(programme, schedule(event(), event(guid="1" + GUID[1:]))))

    assert [line for line, _why in found.problems] == [2]
    assert [row.state for row in found.rows] == ["new"]


def test_two_cards_of_one_name_are_a_question_unless_one_of_them_is_there_already():
    programme = make_programme()
    mine, _other = make_speaker("Оксана Левчук"), make_speaker("Оксана Левчук")

    assert [line for line, _why in look_over(brought(programme, workbook(ROW))).problems] == [2]
    make_item(programme, title="Вода", speakers=[mine])
    assert states(programme, workbook(ROW)) == ["changed"]


def test_a_name_in_either_language_is_one_person():
    programme = make_programme()
    make_speaker("Оксана Левчук", name_en="Oksana Levchuk")

    assert look_over(brought(programme, workbook(changed(Виступають="Oksana Levchuk")))).people == []
    both = workbook(changed(Виступають="Oksana Levchuk; Оксана Левчук"))
    assert [line for line, _why in look_over(brought(programme, both)).problems] == [2]


def test_an_item_may_go_back_to_the_drafts():
    programme = make_programme()
    item = make_item(programme, title="Вода", room=programme.rooms.first(), at=0)

    imported(programme, workbook(changed(Місце="", Початок="")))

    item.refresh_from_db()
    assert (item.starts_at, item.room) == (None, None)


def test_a_file_is_looked_over_and_confirmed_on_the_pages(coordinator):
    programme = make_programme()
    file = SimpleUploadedFile("forum.xml", schedule(event(), event(guid="no")))

    page = coordinator.post(reverse("programme:imports", args=[programme.pk]), {"file": file}, follow=True)

    assert page.status_code == 200
    assert [row.state for row in page.context["found"].rows] == ["new"]
    assert [line for line, _why in page.context["found"].problems] == [4]
    waiting = ProgrammeImport.objects.get()
    answer = coordinator.post(reverse("programme:import", args=[programme.pk, waiting.pk]))
    assert answer.url == reverse("programme:timetable", args=[programme.pk])
    assert Item.objects.get().title == "Вода"
    assert not programme.releases.exists()
    assert coordinator.get(reverse("programme:import", args=[programme.pk, waiting.pk])).context["found"] is None


def test_a_file_is_thrown_away_and_a_confirmed_one_is_kept(coordinator):
    programme = make_programme()
    waiting = brought(programme, schedule(event()))

    coordinator.post(reverse("programme:import", args=[programme.pk, waiting.pk]), {"discard": "1"})

    assert not ProgrammeImport.objects.exists()
    done = imported(programme, schedule(event()))
    coordinator.post(reverse("programme:import", args=[programme.pk, done.pk]), {"discard": "1"})
    assert list(programme.imports.all()) == [done]


@pytest.mark.parametrize("data", [BOMB, b"", b"<rss/>", b"PK\x03\x04nothing", b"a,b\n1,2"])
def test_a_file_that_is_no_programme_is_refused_beside_its_field(coordinator, data):
    programme = make_programme()
    file = SimpleUploadedFile("forum.xml", data)

    page = coordinator.post(reverse("programme:imports", args=[programme.pk]), {"file": file})

    assert list(page.context["form"].errors) == ["file"]
    assert not ProgrammeImport.objects.exists()


def test_an_import_is_found_in_its_own_programme_alone(coordinator):
    waiting, other = brought(make_programme(), schedule(event())), make_programme()

    assert coordinator.get(reverse("programme:import", args=[other.pk, waiting.pk])).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_nobody_else_brings_or_takes_a_programme(client, name):
    sync_roles()
    programme, trainer = make_released(items=1), make_person()
    waiting = brought(programme, schedule(event()))
    add_to_role(user=trainer.user, role=TRAINERS)
    path = reverse(name, args=[programme.pk, waiting.pk] if name == "programme:import" else [programme.pk])
    codes = {client.get(path).status_code, client.post(path).status_code}
    for person in (trainer, make_person()):
        client.force_login(person.user, backend="people.backends.SchoolBackend")
        codes |= {client.get(path).status_code, client.post(path).status_code}

    assert codes <= {302, 403}
    assert Item.objects.count() == 1


def test_a_file_of_120_lines_takes_as_many_queries_to_look_over_as_one_of_3(coordinator):
    def queries(number):
        programme = make_released(items=number)
        events = [event(guid=uuid.uuid4(), title=f"Доповідь {one}") for one in range(number)]
        waiting = brought(programme, schedule(*events))
        path = reverse("programme:import", args=[programme.pk, waiting.pk])
        coordinator.get(path)
        with CaptureQueriesContext(connection) as seen:
            coordinator.get(path)
        return len(seen)

    assert queries(3) == queries(120)


def test_a_confirmed_import_cannot_be_discarded_by_hand():
    done = imported(make_programme(), schedule(event()))

    with pytest.raises(ProgrammeRefused):
        discard(imported=done)
