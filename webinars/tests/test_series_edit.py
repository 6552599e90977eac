"""Editing a date of a series in the admin: alone, with those after it, or all; several are shown before they change."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from calendars.kyiv import KYIV
from people.models import User
from webinars.models import Session
from webinars.registration import register

from .factories import make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="people.backends.SchoolBackend")
    client.user = user
    return client


@pytest.fixture
def first_on():
    return timezone.localdate(timezone=KYIV) + 7 * DAY


def weeks_from(first_on, number=4, **details):
    return make_weeks(first_on=first_on, number=number, now=timezone.now(), **details)


def edit(session, **changes):
    """What the form of a session posts."""
    local = [timezone.localtime(moment, KYIV) for moment in (session.starts_at, session.ends_at)]
    values = {
        "event": session.event_id,
        "title": session.title,
        "starts_at": f"{local[0]:%Y-%m-%d %H:%M}",
        "ends_at": f"{local[1]:%Y-%m-%d %H:%M}",
        "time_zone": "Europe/Kyiv",
        "mode": "online",
        "place": "",
        "region": "",
        "capacity": session.capacity,
        "first_in_queue": session.first_in_queue,
        "organization_limit": session.organization_limit,
        "host": session.host_id or "",
        "scope": "one",
    }
    return {**values, **changes}


def test_one_date_is_edited_alone(admin, first_on):
    sessions = weeks_from(first_on)

    response = admin.post(reverse("session:edit", args=[sessions[1].pk]), edit(sessions[1], capacity=5))

    assert response.status_code == 302, response.context["form"].errors
    rows = sessions[0].series.sessions.order_by("recurs_on")
    assert [(row.capacity, row.apart) for row in rows] == [(0, False), (5, True), (0, False), (0, False)]


def test_several_dates_are_shown_first_and_changed_by_a_second_post(admin, first_on):
    sessions = weeks_from(first_on)
    register(person=make_person(), session=sessions[2], now=timezone.now())
    url = reverse("session:edit", args=[sessions[1].pk])
    posted = edit(sessions[1], scope="following", capacity=5)

    shown = admin.post(url, posted)

    assert (shown.context["dates"], shown.context["people"]) == (3, 1)
    assert not Session.objects.filter(capacity=5).exists()
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)">', shown.content.decode()))
    done = admin.post(url, {**hidden, "confirmed": "1"})
    assert done.status_code == 302
    rows = sessions[0].series.sessions.order_by("recurs_on")
    assert [(row.capacity, row.apart) for row in rows] == [(0, False), (5, False), (5, False), (5, False)]
    assert ModelLogEntry.objects.get(action="webinars.series.change").user == admin.user


def test_a_date_edited_on_its_own_is_offered_and_taken_only_when_asked(admin, first_on):
    sessions = weeks_from(first_on)
    admin.post(reverse("session:edit", args=[sessions[2].pk]), edit(sessions[2], capacity=5))
    url, posted = reverse("session:edit", args=[sessions[0].pk]), edit(sessions[0], scope="all", title="Практика")

    shown = admin.post(url, posted)
    with_it = admin.post(url, {**posted, "apart": "1"})

    assert (shown.context["dates"], shown.context["apart"], 'name="apart" value="1"' in shown.content.decode()) == (
        3,
        1,
        True,
    )
    assert (with_it.context["dates"], with_it.context["apart"]) == (4, 0)
    admin.post(url, {**posted, "apart": "1", "confirmed": "1"})
    assert Session.objects.filter(title="Практика").count() == 4


def test_a_refusal_for_several_stands_in_the_form(admin, first_on):
    sessions = weeks_from(first_on)
    for _number in range(2):
        register(person=make_person(), session=sessions[3], now=timezone.now())
    url = reverse("session:edit", args=[sessions[0].pk])

    refused = admin.post(url, edit(sessions[0], scope="all", capacity=1, confirmed="1"))
    other_event = admin.post(url, edit(sessions[0], scope="all", event=make_event().pk))

    for response in (refused, other_event):
        assert (response.status_code, len(response.context["form"].non_field_errors())) == (200, 1)
    assert not Session.objects.filter(capacity=1).exists()


def test_the_form_of_one_session_says_a_clash_and_saves_all_the_same(admin, first_on):
    host = make_person()
    host.user.is_superuser = True
    host.user.save()
    sessions = weeks_from(first_on)
    other = make_session(starts_at=sessions[0].starts_at, host=host)
    url = reverse("session:edit", args=[sessions[0].pk])

    shown = admin.post(url, edit(sessions[0], host=host.pk))

    form = shown.context["form"]
    assert list(form.errors) == ["all_the_same"]
    assert other.full_title in form.errors["all_the_same"][0]
    assert str(_("Not saved yet: something stands in the way.")) in shown.content.decode()
    (said,) = re.findall(r'name="all_the_same" value="(\w+)"', shown.content.decode())
    done = admin.post(url, edit(sessions[0], host=host.pk, all_the_same=said))
    assert done.status_code == 302
    sessions[0].refresh_from_db()
    assert sessions[0].host == host
