"""The queue on the pages of a participant and in the admin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, Organization, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role
from webinars.registration import register, withdraw
from webinars.waiting import join_queue

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def url(session, what):
    return f"/s/{session.public_id}/{what}/"


def make_full(**fields):
    """A full session in a week, and who has its seat."""
    session, sitting = make_session(starts_at=timezone.now() + WEEK, capacity=1, **fields), make_person()
    register(person=sitting, session=session, now=timezone.now())
    return session, sitting


def text(response):
    return " ".join(response.content.decode().split())


def test_from_a_full_event_through_the_queue_to_a_seat(signed_in):
    session, sitting = make_full()
    client = signed_in(make_person())
    assert url(session, "queue") in text(client.get(session.event.url))

    assert "Join the queue" in text(client.get(url(session, "queue")))
    for _time in range(2):
        assert client.post(url(session, "queue")).url == session.event.url
    assert session.waiting_places.count() == 1
    assert "You are first in the queue" in text(client.get(session.event.url))

    withdraw(person=sitting, session=session, now=timezone.now())
    for page in (session.event.url, url(session, "register"), "/my/"):
        assert "A seat is held for you until" in text(client.get(page))
    assert client.post(url(session, "register")).status_code == 302
    assert "A seat is held" not in text(client.get(session.event.url))
    assert session.registrations.active().count() == 1


def test_one_reads_how_many_are_ahead(signed_in):
    session, _sitting = make_full()
    for _person in range(2):
        join_queue(person=make_person(), session=session, now=timezone.now())
    client = signed_in(make_person())
    client.post(url(session, "queue"))

    assert "2 people are ahead of you" in text(client.get(session.event.url))
    assert session.full_title in text(client.get("/my/"))


def test_opening_a_page_changes_nothing(signed_in):
    session, _sitting = make_full()
    person = make_person()
    client = signed_in(person)

    client.get(url(session, "queue"))
    assert not session.waiting_places.exists()
    join_queue(person=person, session=session, now=timezone.now())
    client.get(url(session, "queue/leave"))
    assert session.waiting_places.open().exists()


def test_leaving_and_declining(signed_in):
    session, sitting = make_full()
    person = make_person()
    client = signed_in(person)
    join_queue(person=person, session=session, now=timezone.now())
    assert "Leave the queue" in text(client.get(url(session, "queue/leave")))
    client.post(url(session, "queue/leave"))
    join_queue(person=person, session=session, now=timezone.now())
    withdraw(person=sitting, session=session, now=timezone.now())

    assert "Decline the seat" in text(client.get(url(session, "queue/leave")))
    client.post(url(session, "queue/leave"))

    assert list(session.waiting_places.values_list("outcome", flat=True)) == ["left", "declined"]
    assert "not in the queue for this session" in text(client.get(url(session, "queue/leave")))


def test_where_seats_are_free_one_is_told_so(signed_in):
    session = make_session(starts_at=timezone.now() + WEEK, capacity=1)

    response = signed_in(make_person()).post(url(session, "queue"))

    assert response.status_code == 409
    assert url(session, "register") in text(response)


def test_strangers_sign_in_first(client):
    session, _sitting = make_full()

    for what in ("queue", "queue/leave"):
        assert "/login/?next=" in client.post(url(session, what)).url


@pytest.mark.parametrize("what", ["queue", "queue/leave"])
def test_there_is_no_queue_for_what_one_may_not_see(signed_in, what):
    draft = make_session(state="draft", capacity=1)
    hidden, _sitting = make_full(event=make_event(live=False))
    client = signed_in(make_person())

    for session in (draft, hidden):
        assert client.get(url(session, what)).status_code == client.post(url(session, what)).status_code == 404
        assert not session.waiting_places.exists()


@pytest.mark.parametrize(("role", "status"), [(COORDINATORS, 200), (ADMINISTRATORS, 200), (TRAINERS, 302)])
def test_queues_are_seen_by_those_who_plan(client, role, status):
    user = User.objects.create_user("staff@example.org")
    add_to_role(user=user, role=role)
    client.force_login(user, backend="people.backends.SchoolBackend")

    assert client.get(reverse("waiting_place:index")).status_code == status


def test_the_page_of_an_event_costs_the_same_for_three_queues_as_for_one(signed_in):
    event, person = make_event(), make_person()
    client, counts = signed_in(person), []
    for number in (1, 2):
        for _session in range(number):
            session, _sitting = make_full(event=event)
            join_queue(person=person, session=session, now=timezone.now())
        client.get(event.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(event.url)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_admin_sees_the_queues_and_writes_none_of_them(client):
    session, _sitting = make_full()
    place = join_queue(person=make_person(), session=session, now=timezone.now())
    client.force_login(User.objects.create_superuser("admin@example.org"), backend="people.backends.SchoolBackend")

    assert list(client.get(reverse("waiting_place:index")).context["object_list"]) == [place]
    assert client.get(reverse("waiting_place:inspect", args=[place.pk])).status_code == 200
    assert client.post(reverse("waiting_place:delete", args=[place.pk])).status_code == 302
    assert session.waiting_places.count() == 1
    export = client.get(f"{reverse('waiting_place:index')}?export=csv")
    assert place.person.legal_name in b"".join(export.streaming_content).decode()


def test_coordinators_read_where_and_why_each_stands_and_call_somebody_ahead(client):
    session, sitting = make_full(first_in_queue="rural")
    town, village = make_person(), make_person(settlement="village")
    first, second = (join_queue(person=person, session=session, now=timezone.now()) for person in (town, village))
    user = User.objects.create_user("staff@example.org", is_staff=True)
    add_to_role(user=user, role=COORDINATORS)
    client.force_login(user, backend="people.backends.SchoolBackend")

    export = client.get(f"{reverse('waiting_place:index')}?export=csv")
    rows = {line.split(",")[1]: line for line in b"".join(export.streaming_content).decode().splitlines()}
    assert ",1,people of villages and settlements come first,waits," in rows[village.email]
    assert ",2,in the order of joining,waits," in rows[town.email]
    call = reverse("waiting_place:call", args=[first.pk])
    assert call in text(client.get(reverse("waiting_place:inspect", args=[first.pk])))
    assert client.post(call, {"reason": ""}).status_code == 200
    assert client.post(call, {"reason": "Виступає"}).status_code == 302
    withdraw(person=sitting, session=session, now=timezone.now())

    first.refresh_from_db()
    assert (first.rule, first.reason, second.is_offered) == ("hand", "Виступає", False)
    assert call not in text(client.get(reverse("waiting_place:inspect", args=[first.pk])))


def test_who_may_only_look_calls_nobody(signed_in):
    session, _sitting = make_full()
    place = join_queue(person=make_person(), session=session, now=timezone.now())
    browser = signed_in(make_person(), "view_waitingplace")

    response = browser.post(reverse("waiting_place:call", args=[place.pk]), {"reason": "Так"})

    place.refresh_from_db()
    assert (response.status_code, place.called_at) == (302, None)


def test_lists_cost_the_same_for_three_queues_with_rules_as_for_one(client):
    event, counts = make_event(), []
    organization = Organization.objects.create(name="ГО «Толока»", region="UA-05")
    person = make_person()
    person.user.is_superuser = True
    person.user.save()
    Membership.objects.create(person=person, organization=organization)
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    for number in (1, 2):
        for _session in range(number):
            session, sitting = make_full(event=event, organization_limit=1, first_in_queue="grant")
            Membership.objects.get_or_create(person=sitting, organization=organization)
            join_queue(person=person, session=session, now=timezone.now())
        for path in (reverse("waiting_place:index"), event.url):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
