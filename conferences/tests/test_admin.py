"""Planning and releasing in the admin, by forms alone."""

import html
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from conferences.models import Appearance, Item
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles
from webinars.tests.factories import make_person

from .factories import NINE, make_item, make_programme, make_released, make_speaker, make_track

pytestmark = pytest.mark.django_db
NAMES = ("programme:timetable", "programme:release")


@pytest.fixture
def coordinator(client):
    sync_roles()
    person = make_person()
    add_to_role(user=person.user, role=COORDINATORS)
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    return client


def post(client, name, programme, **data):
    return client.post(reverse(name, args=[programme.pk]), data)


def test_an_item_is_placed_by_a_form_alone_and_a_clash_is_told(coordinator):
    programme = make_programme()
    room, speaker = programme.rooms.first(), make_speaker("Оксана Левчук")
    make_item(programme, title="Вода", room=room, at=0, speakers=[speaker])
    item = make_item(programme, title="Школа", speakers=[speaker])

    answer = post(
        coordinator,
        "programme:timetable",
        programme,
        item=item.pk,
        room=room.pk,
        starts_at="2027-03-05T09:00",
        minutes=60,
    )

    item.refresh_from_db()
    assert (item.room, item.starts_at, item.minutes) == (room, NINE, 60)
    page = coordinator.get(answer.url)
    assert [str(clash.kind) for clash in page.context["clashes"]] == ["room", "speaker"]
    assert page.content.decode().count("Оксана Левчук") == 1


def test_an_item_is_taken_off_without_saying_when(coordinator):
    programme = make_programme()
    item = make_item(programme, room=programme.rooms.first(), at=0)

    post(coordinator, "programme:timetable", programme, item=item.pk, take_off="")

    item.refresh_from_db()
    assert (item.room, item.starts_at) == (None, None)


@pytest.mark.parametrize(
    "wrong", [{"item": "x"}, {"room": "999999"}, {"starts_at": "soon"}, {"minutes": "-1"}, {"minutes": "1e9"}]
)
def test_a_wrong_answer_is_said_and_changes_nothing(coordinator, wrong):
    programme = make_programme()
    item = make_item(programme)
    data = {"item": item.pk, "room": "", "starts_at": "2027-03-05T09:00", "minutes": 45, **wrong}

    answer = post(coordinator, "programme:timetable", programme, **data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == list(wrong)
    assert Item.objects.get().starts_at is None


def test_an_item_or_room_of_another_programme_cannot_be_chosen(coordinator):
    programme, other = make_programme(), make_programme()
    strange = make_item(other)
    data = {"item": strange.pk, "room": other.rooms.first().pk, "starts_at": "2027-03-05T09:00", "minutes": 45}

    answer = post(coordinator, "programme:timetable", programme, **data)

    assert set(answer.context["form"].errors) == {"item", "room"}


@pytest.mark.parametrize("query", ["nonsense", str(uuid.UUID(int=1)), "", "0" * 36])
def test_a_link_to_no_item_shows_an_empty_form(coordinator, query):
    programme = make_programme()

    answer = coordinator.get(reverse("programme:timetable", args=[programme.pk]), {"item": query})

    assert answer.context["form"].initial == {}


def test_a_link_to_an_item_fills_the_form(coordinator):
    programme = make_programme()
    room = programme.rooms.first()
    item = make_item(programme, room=room, at=0, minutes=30)

    answer = coordinator.get(reverse("programme:timetable", args=[programme.pk]), {"item": str(item.public_id)})

    assert answer.context["form"].initial == {"item": item.pk, "room": room.pk, "starts_at": NINE, "minutes": 30}


def test_a_free_cell_leads_to_a_form_that_names_its_room_and_time(coordinator):
    programme = make_programme(rooms=2)
    first, second = programme.rooms.all()
    item = make_item(programme, room=first, at=0, minutes=30)
    address = reverse("programme:timetable", args=[programme.pk])

    page = coordinator.get(address, {"item": str(item.public_id)}).content.decode()
    (link,) = re.findall(r'href="(\?[^"]*room=[^"]*)"', page)
    begun = coordinator.get(address + html.unescape(link)).context["form"].initial

    assert begun == {"item": item.pk, "room": second.pk, "starts_at": NINE, "minutes": 30}
    for wrong in (f"?room={second.public_id}&at=2027-03-05T09:00", "?room=0&at=x", f"?at={NINE.isoformat()}"):
        assert coordinator.get(address + wrong).context["form"].initial == {}


def test_a_release_is_shown_before_it_is_made(coordinator):
    programme, speaks = make_released(items=2), make_person(name="Роман Дідушок")
    make_item(programme, title="Нова тема", at=300, speakers=[make_speaker(person=speaks)])

    page = coordinator.get(reverse("programme:release", args=[programme.pk]))
    assert programme.releases.count() == 1
    assert len(page.context["changes"]) == 1
    assert list(page.context["people"]) == [speaks]

    post(coordinator, "programme:release", programme, note="До зустрічі", shown=page.context["shown"])

    assert [(made.number, made.note) for made in programme.releases.all()] == [(2, "До зустрічі"), (1, "")]


def test_who_looked_at_an_older_preview_is_asked_again(coordinator):
    """The one who plans moved something, or somebody new would get a mail: both are shown first."""
    programme = make_released(items=1)
    item = make_item(programme, at=300)
    url = reverse("programme:release", args=[programme.pk])
    shown = coordinator.get(url).context["shown"]

    Appearance.objects.create(item=item, speaker=make_speaker(person=make_person()))
    answer = post(coordinator, "programme:release", programme, shown=shown, note="До зустрічі")
    assert programme.releases.count() == 1
    assert answer.context["form"].non_field_errors() and "До зустрічі" in answer.content.decode()

    post(coordinator, "programme:release", programme, shown=answer.context["shown"], note="До зустрічі")
    assert programme.releases.count() == 2
    post(coordinator, "programme:release", programme)
    assert programme.releases.count() == 2


def test_nothing_new_is_refused_in_words(coordinator):
    programme = make_released(items=1)

    answer = post(coordinator, "programme:release", programme)

    assert answer.context["form"].non_field_errors()
    assert programme.releases.count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_trainers_and_participants_neither_plan_nor_release(client, name):
    sync_roles()
    programme, trainer = make_released(items=1), make_person()
    add_to_role(user=trainer.user, role=TRAINERS)
    make_item(programme, at=300)
    codes = []
    for person in (trainer, make_person()):
        client.force_login(person.user, backend="people.backends.SchoolBackend")
        codes.append(client.get(reverse(name, args=[programme.pk])).status_code)
        codes.append(post(client, name, programme).status_code)

    assert set(codes) <= {302, 403}
    assert programme.releases.count() == 1


@pytest.mark.parametrize("name", ["programme:index", "programme:add", "programme_item:index", "programme_item:add"])
def test_the_lists_and_forms_open(coordinator, name):
    make_item(make_programme())

    assert coordinator.get(reverse(name)).status_code == 200


def test_the_forms_of_what_is_there_open(coordinator):
    programme = make_programme()
    item = make_item(programme, track=make_track(programme), speakers=[make_speaker()])

    assert coordinator.get(reverse("programme:edit", args=[programme.pk])).status_code == 200
    assert coordinator.get(reverse("programme_item:edit", args=[item.pk])).status_code == 200


def test_the_timetable_of_120_items_takes_as_many_queries_as_one_of_3(coordinator):
    def queries(items):
        programme = make_released(items=items)
        path = reverse("programme:timetable", args=[programme.pk])
        coordinator.get(path)
        with CaptureQueriesContext(connection) as seen:
            coordinator.get(path)
        return len(seen)

    assert queries(3) == queries(120)


def test_a_room_in_which_something_is_planned_is_not_taken_away(coordinator):
    programme = make_programme(rooms=1)
    room = programme.rooms.get()
    make_item(programme, room=room, at=0)
    day = room.days.get()
    data = {
        "event": programme.event_id,
        "tracks-TOTAL_FORMS": 0,
        "tracks-INITIAL_FORMS": 0,
        "rooms-TOTAL_FORMS": 1,
        "rooms-INITIAL_FORMS": 1,
        "rooms-0-id": room.pk,
        "rooms-0-name": room.name,
        "rooms-0-kind": room.kind,
        "rooms-0-ORDER": 1,
        "rooms-0-DELETE": "on",
        "rooms-0-days-TOTAL_FORMS": 1,
        "rooms-0-days-INITIAL_FORMS": 1,
        "rooms-0-days-0-id": day.pk,
        "rooms-0-days-0-opens_at": "2027-03-05 09:00",
        "rooms-0-days-0-closes_at": "2027-03-05 18:00",
    }

    answer = post(coordinator, "programme:edit", programme, **data)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert list(programme.rooms.all()) == [room]


def test_a_track_of_another_programme_is_refused(coordinator):
    programme, other = make_programme(), make_programme()
    data = {
        "programme": programme.pk,
        "title": "Вода",
        "kind": "talk",
        "language": "uk",
        "track": make_track(other).pk,
        "appearances-TOTAL_FORMS": 0,
        "appearances-INITIAL_FORMS": 0,
    }

    answer = coordinator.post(reverse("programme_item:add"), data)

    assert list(answer.context["form"].errors) == ["track"]
    assert not Item.objects.exists()
    coordinator.post(reverse("programme_item:add"), {**data, "track": make_track(programme).pk})
    assert Item.objects.get().title == "Вода"


def test_hours_are_kyivs_whichever_zone_the_editor_chose(coordinator):
    programme = make_programme()
    room = programme.rooms.first()
    item = make_item(programme)
    user = User.objects.get(pk=coordinator.session["_auth_user_id"])
    UserProfile.objects.update_or_create(user=user, defaults={"current_time_zone": "America/New_York"})
    data = {"item": item.pk, "room": room.pk, "starts_at": "2027-03-05T09:00", "minutes": 45}

    post(coordinator, "programme:timetable", programme, **data)

    item.refresh_from_db()
    assert item.starts_at == NINE
    page = coordinator.get(reverse("programme:timetable", args=[programme.pk]), {"item": str(item.public_id)})
    assert 'value="2027-03-05T09:00"' in page.content.decode()


@pytest.mark.parametrize("hour", ["2027-03-28T03:30", "2027-10-31T03:30"])
def test_an_hour_that_is_not_there_or_there_twice_is_refused(coordinator, hour):
    programme = make_programme()
    item = make_item(programme)

    answer = post(coordinator, "programme:timetable", programme, item=item.pk, room="", starts_at=hour, minutes=45)

    assert list(answer.context["form"].errors) == ["starts_at"]
