"""Sessions in the admin: every change goes through the verbs, records are read-only, evidence is not deleted."""

import html
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import User
from webinars.beside.materials import add
from webinars.models import EventPage, Session
from webinars.registration import register

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="people.backends.SchoolBackend")
    client.user = user
    return client


@pytest.fixture
def viewer(client):
    """May look at records, and may not even change sessions."""
    user = User.objects.create_user("viewer@example.org")
    names = ["access_admin", "view_registration", "view_attendance", "view_session", "change_registration"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(user, backend="people.backends.SchoolBackend")
    return client


def fields(session=None, **changes):
    """What the form posts; times as Kyiv's clock."""
    starts = session.starts_at if session else timezone.now().replace(second=0, microsecond=0) + 7 * DAY
    ends = session.ends_at if session else starts + timedelta(hours=1)
    values = {
        "event": session.event_id if session else make_event().pk,
        "title": "",
        "starts_at": f"{timezone.localtime(starts):%Y-%m-%d %H:%M}",
        "ends_at": f"{timezone.localtime(ends):%Y-%m-%d %H:%M}",
        "time_zone": "Europe/Kyiv",
        "mode": "online",
        "place": "",
        "region": "",
        "capacity": "20",
        "first_in_queue": "",
        "organization_limit": "0",
        "host": "",
    }
    return {**values, **changes}


def coming(**values):
    starts = timezone.now().replace(second=0, microsecond=0) + 7 * DAY
    return make_session(starts_at=starts, **values)


def test_a_new_session_is_a_draft_unless_announced(admin):
    assert admin.get(reverse("session:add")).status_code == 200

    for announce, state in [("", "draft"), ("on", "scheduled")]:
        response = admin.post(reverse("session:add"), fields(announce=announce))
        assert response.status_code == 302, response.context["form"].errors
        assert Session.objects.latest("pk").state == state


def test_editing_the_time_is_rescheduling(admin):
    session = coming(capacity=20)
    moved = timezone.localtime(session.ends_at + DAY)

    response = admin.post(
        reverse("session:edit", args=[session.pk]), fields(session, ends_at=f"{moved:%Y-%m-%d %H:%M}")
    )

    assert response.status_code == 302, response.context["form"].errors
    session.refresh_from_db()
    assert (session.ends_at, session.sequence) == (moved, 1)
    entry = ModelLogEntry.objects.for_instance(session).get(action="webinars.session.reschedule")
    assert entry.user == admin.user


def test_saving_without_a_change_changes_nothing(admin):
    session = coming(capacity=20)

    admin.post(reverse("session:edit", args=[session.pk]), fields(session))

    before = (session.sequence, session.updated_at)
    session.refresh_from_db()
    assert (session.sequence, session.updated_at) == before


def test_a_refusal_stands_in_the_form(admin):
    session = coming()
    for _number in range(2):
        register(person=make_person(), session=session, now=timezone.now())

    response = admin.post(reverse("session:edit", args=[session.pk]), fields(session, capacity="1"))

    assert (response.status_code, len(response.context["form"].non_field_errors())) == (200, 1)
    session.refresh_from_db()
    assert session.capacity == 0


def test_each_state_offers_its_step_and_the_step_asks_first(admin):
    session = coming(state="draft")
    edit = reverse("session:edit", args=[session.pk])
    for step, state in [("announce", "scheduled"), ("cancel", "cancelled"), ("restore", "scheduled")]:
        url = reverse("session:step", args=[session.pk, step])
        assert f'href="{url}"' in admin.get(edit).content.decode()

        assert admin.get(url).status_code == 200
        assert session.state != state
        assert admin.post(url, {"reason": "Тренер захворів"}).url == edit
        session.refresh_from_db()
        assert session.state == state

    assert session.sequence == 2
    assert ModelLogEntry.objects.get(action="webinars.session.cancel").data == {"reason": "Тренер захворів"}


def test_announcing_says_what_stands_in_the_way(admin):
    host = make_person()
    draft, other = coming(state="draft", host=host), coming(host=host)

    response = admin.get(reverse("session:step", args=[draft.pk, "announce"]))

    assert [clash.other.pk for clash in response.context["clashes"]] == [other.pk]
    assert response.context["clashes"][0].reason in html.unescape(response.content.decode())


def test_a_step_that_no_longer_fits_says_so(admin):
    session = coming(state="cancelled")

    response = admin.post(reverse("session:step", args=[session.pk, "announce"]))

    assert (response.status_code, len(response.context["form"].non_field_errors())) == (200, 1)


def test_steps_need_the_permission_and_a_known_name(viewer):
    session = coming()

    viewer.post(reverse("session:step", args=[session.pk, "cancel"]))

    session.refresh_from_db()
    assert session.state == "scheduled"


def test_an_unknown_step_is_not_found(admin):
    assert admin.get(reverse("session:step", args=[coming().pk, "explode"])).status_code == 404


def test_only_drafts_can_be_deleted(admin):
    draft, announced = coming(state="draft"), coming()

    for session in (draft, announced):
        admin.post(reverse("session:delete", args=[session.pk]))

    assert list(Session.objects.all()) == [announced]


def test_the_materials_of_a_deleted_draft_take_their_files_along(admin, django_capture_on_commit_callbacks):
    draft, other = coming(state="draft"), coming(state="draft")
    kept = {}
    for session in (draft, other):
        file = SimpleUploadedFile("конспект.pdf", b"%PDF-1.7")
        kept[session] = add(session=session, title="Конспект", upload=file, by=None, now=timezone.now()).file
    add(session=draft, title="Закон", url="https://zakon.rada.gov.ua/", by=None, now=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("session:delete", args=[draft.pk]))

    assert list(Session.objects.all()) == [other]
    assert [file.storage.exists(file.name) for file in kept.values()] == [False, True]


@pytest.mark.parametrize("query", ["", "Ткач"])
def test_records_are_put_in_order_by_the_names_of_their_people(viewer, query):
    session = coming()
    for name in ("Яна Ткач", "Єва Ткач", "Зоя Ткач"):
        register(person=make_person(name=name), session=session, now=timezone.now())

    page = viewer.get(reverse("registration:index"), {"ordering": "person", "q": query})

    assert [row.person.legal_name for row in page.context["object_list"]] == ["Єва Ткач", "Зоя Ткач", "Яна Ткач"]


def test_records_are_seen_and_not_written(viewer):
    session = coming()
    registration = register(person=make_person(), session=session, now=timezone.now())

    assert viewer.get(reverse("registration:index")).status_code == 200
    assert viewer.get(reverse("attendance:index")).status_code == 200
    for name, args in [("add", []), ("edit", [registration.pk]), ("delete", [registration.pk])]:
        url = reverse(f"registration:{name}", args=args)
        assert viewer.get(url).status_code == viewer.post(url).status_code == 302
    registration.refresh_from_db()
    assert registration.cancelled_at is None


def test_the_list_is_filtered_searched_and_exported(admin):
    forum, draft = coming(event=make_event(title="Форум", kind="annual_forum")), coming(state="draft")
    url = reverse("session:index")

    def found(**query):
        return list(admin.get(f"{url}?{urlencode(query)}").context["object_list"])

    assert found(kind="annual_forum") == [forum]
    assert found(state="draft") == [draft]
    assert found(q="Форум") == [forum]
    assert f'href="{reverse("session:edit", args=[forum.pk])}"' in admin.get(url).content.decode()
    exported = admin.get(f"{url}?export=csv")
    assert "Форум" in b"".join(exported.streaming_content).decode()


@pytest.mark.parametrize("name", ["session", "registration", "attendance"])
def test_lists_cost_no_query_for_each_row(admin, name):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            session, person = coming(capacity=5), make_person()
            register(person=person, session=session, now=timezone.now())
            session.attendances.create(person=person, status="present", rule="share-1:60", decided_at=timezone.now())
        admin.get(reverse(f"{name}:index"))
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(f"{name}:index")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("level", ["event", "index", "home"])
def test_pages_above_sessions_are_not_deleted(admin, level):
    event = coming().event
    page = {"event": event, "index": event.get_parent(), "home": event.get_parent().get_parent()}[level]

    one = admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    query = urlencode({"id": page.pk, "childOf": page.get_parent().pk})
    many = admin.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{query}")

    assert (one.status_code, many.status_code) == (302, 302)
    assert one.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_an_event_without_sessions_can_be_deleted(admin):
    event = make_event()

    admin.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))

    assert not EventPage.objects.filter(pk=event.pk).exists()
