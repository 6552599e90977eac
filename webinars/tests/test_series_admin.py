"""A series in the admin: rule, dates with what stands in their way, then one POST that announces it."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from calendars.kyiv import KYIV
from people.models import User
from webinars.models import Session, SessionSeries
from webinars.registration import register
from webinars.scheduling import cancel

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


def rule(first_on, **changes):
    """What the first page posts: three weeks in a row at six."""
    values = {
        "event": make_event().pk,
        "title": "",
        "first_on": first_on.isoformat(),
        "at": "18:00",
        "minutes": "90",
        "pattern": "weekly",
        "interval": "1",
        "weekdays": [str(first_on.weekday())],
        "nth": "",
        "count": "3",
        "until": "",
        "mode": "online",
        "place": "",
        "region": "",
        "time_zone": "Europe/Kyiv",
        "capacity": "20",
        "first_in_queue": "",
        "organization_limit": "0",
        "host": "",
        "step": "dates",
    }
    return {**values, **changes}


def all_inputs(response):
    """What the browser would post from the page of dates as it stands."""
    values = {}
    for tag in re.findall(r"<input[^>]*>", response.content.decode()):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") == "checkbox" and " checked" not in tag:
            continue
        if found.get("name", "").partition("-")[0] in ("keep", "start", "seen"):
            values[found["name"]] = found.get("value", "on")
    return values


def weeks_from(first_on, number=4, **details):
    return make_weeks(first_on=first_on, number=number, now=timezone.now(), **details)


def test_the_dates_are_shown_before_anything_is_written(admin, first_on):
    assert admin.get(reverse("session_series:add")).status_code == 200

    response = admin.post(reverse("session_series:add"), rule(first_on))

    assert [row["day"] for row in response.context["rows"]] == [first_on, first_on + 7 * DAY, first_on + 14 * DAY]
    assert response.content.decode().count('type="datetime-local"') == 3
    assert not Session.objects.exists()


def test_a_series_is_made_with_a_date_left_out_and_one_moved(admin, first_on):
    url, posted = reverse("session_series:add"), rule(first_on)
    answers = all_inputs(admin.post(url, posted))
    del answers[f"keep-{first_on}"]
    answers[f"start-{first_on + 7 * DAY}"] = f"{first_on + 8 * DAY}T19:00"

    checked = admin.post(url, {**posted, **answers, "step": "again"})
    made = admin.post(url, {**posted, **all_inputs(checked), "step": "make"})

    series = SessionSeries.objects.get()
    assert made.url == reverse("session_series:inspect", args=[series.pk])
    starts = [timezone.localtime(row.starts_at, KYIV) for row in series.sessions.order_by("recurs_on")]
    assert [f"{start:%Y-%m-%d %H:%M}" for start in starts] == [
        f"{first_on + 8 * DAY} 19:00",
        f"{first_on + 14 * DAY} 18:00",
    ]
    assert series.skipped == [first_on.isoformat()]
    assert ModelLogEntry.objects.get(action="webinars.series.make").user == admin.user


def test_a_clash_is_said_with_its_reason_and_again_when_it_is_another_one(admin, first_on):
    host = make_person(name="Ірина Савчук")
    host.user.is_superuser = True
    host.user.save()
    starts = datetime.combine(first_on, time(18), tzinfo=KYIV)
    make_session(starts_at=starts, host=host)
    url, posted = reverse("session_series:add"), rule(first_on, host=host.pk)

    shown = admin.post(url, posted)

    assert [len(row["reasons"]) for row in shown.context["rows"]] == [1, 0, 0]
    assert host.display_name in shown.context["rows"][0]["reasons"][0]
    make_session(starts_at=starts + 7 * DAY, host=host)
    again = admin.post(url, {**posted, **all_inputs(shown), "step": "make"})
    assert (again.status_code, SessionSeries.objects.count()) == (200, 0)
    assert len(again.context["clashes"]) == 2
    assert admin.post(url, {**posted, **all_inputs(again), "step": "make"}).status_code == 302


def test_a_change_of_the_clock_is_noted(admin, first_on):
    posted = rule(first_on, count="40")

    rows = admin.post(reverse("session_series:add"), posted).context["rows"]

    assert {row["clock"] for row in rows} >= {1}


def test_a_night_in_which_the_hour_repeats_or_is_left_out_is_made_as_the_rule_says(admin):
    posted = rule(date(2027, 10, 24), at="03:30", count="2")  # clocks go back on the 31st
    spring = rule(date(2028, 3, 19), at="03:30", count="2")  # and forward on the 26th
    url = reverse("session_series:add")
    for asked in (posted, spring):
        admin.post(url, {**asked, **all_inputs(admin.post(url, asked)), "step": "make"})

    starts = [row.starts_at for row in Session.objects.order_by("starts_at")]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == ["10-24 00:30", "10-31 00:30", "03-19 01:30", "03-26 01:30"]
    assert not Session.objects.filter(apart=True).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"count": "", "until": ""}, "count"),
        ({"until": "2030-01-01"}, "count"),
        ({"pattern": "monthly"}, "nth"),
        ({"pattern": "monthly", "nth": "2", "weekdays": ["1", "2"]}, "weekdays"),
        ({"mode": "in_person"}, "place"),
        ({"weekdays": []}, "weekdays"),
    ],
)
def test_a_rule_that_makes_no_sense_is_said_beside_its_field(admin, first_on, changes, field):
    response = admin.post(reverse("session_series:add"), rule(first_on, **changes))

    assert list(response.context["form"].errors) == [field]


def test_one_may_go_back_to_the_rule(admin, first_on):
    response = admin.post(reverse("session_series:add"), rule(first_on, step="rule"))

    assert "rows" not in response.context
    assert 'value="18:00"' in response.content.decode()


def test_a_series_needs_the_permission(client):
    user = User.objects.create_user("viewer@example.org")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_sessionseries"]))
    client.force_login(user, backend="people.backends.SchoolBackend")
    first, *_rest = make_weeks()

    client.post(reverse("session_series:add"), {"step": "make"})

    assert client.get(reverse("session_series:index")).status_code == 200
    assert client.get(reverse("session_series:inspect", args=[first.series_id])).status_code == 200
    assert client.get(reverse("session_series:edit", args=[first.series_id])).status_code == 302
    assert SessionSeries.objects.count() == 1


def test_the_series_shows_its_dates_and_what_became_of_them(admin, first_on):
    first, second, *_rest = weeks_from(first_on)
    register(person=make_person(), session=first, now=timezone.now())
    cancel(session=second, by=None, now=timezone.now())

    page = admin.get(reverse("session_series:inspect", args=[first.series_id])).content.decode()
    row = admin.get(reverse("session_series:index")).context["object_list"][0]

    assert page.count("/admin/session/edit/") == 4
    assert reverse("session:step", args=[first.pk, "cancel"]) in page
    assert reverse("session:step", args=[second.pk, "cancel"]) not in page
    assert (row.number, row.apart, row.cancelled, row.next_at) == (4, 0, 1, first.starts_at)


@pytest.mark.parametrize("name", ["session_series:index", "session:index"])
def test_lists_cost_the_same_for_three_series_as_for_one(admin, name):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            make_weeks(number=2, host=make_person())
        admin.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(name)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_series_page_costs_the_same_for_three_dates_as_for_one(admin):
    counts = []
    for number in (1, 3):
        first, *_rest = make_weeks(number=number, host=make_person())
        url = reverse("session_series:inspect", args=[first.series_id])
        admin.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_in_the_admin_a_series_is_made_as_a_draft_and_announced(admin, first_on):
    url, posted = reverse("session_series:add"), rule(first_on)
    answers = all_inputs(admin.post(url, posted))

    made = admin.post(url, {**posted, **answers, "step": "draft"})
    series = SessionSeries.objects.get()
    announce = reverse("session_series:announce", args=[series.pk])
    assert set(series.sessions.values_list("state", flat=True)) == {"draft"}
    assert announce in admin.get(made.url).content.decode()
    assert admin.get(announce).status_code == 200 and not Session.objects.public().exists()

    assert admin.post(announce).url == made.url
    assert Session.objects.public().count() == 3
    assert announce not in admin.get(made.url).content.decode()
    assert admin.post(announce).status_code == 200  # nothing is left to announce, and it says so


def test_in_the_admin_the_new_dates_are_shown_with_their_clashes_before_they_are_written(admin, first_on):
    host = make_person()
    sessions = make_weeks(first_on=first_on, number=2, host=host, now=timezone.now())
    busy = sessions[-1].starts_at + 7 * DAY
    make_session(starts_at=busy, ends_at=busy + timedelta(hours=1), host=host)
    url = reverse("session_series:lengthen", args=[sessions[0].series_id])
    assert url in admin.get(reverse("session_series:inspect", args=[sessions[0].series_id])).content.decode()
    assert admin.get(url).status_code == 200
    with translation.override("en"):
        for wrong in ({}, {"more": "1", "until": str(first_on)}, {"until": str(first_on)}):
            assert "error-message" in admin.post(url, {**wrong, "step": "dates"}).content.decode()

    shown = admin.post(url, {"more": "2", "step": "dates"})
    assert [len(row["reasons"]) for row in shown.context["rows"]] == [1, 0]
    assert Session.objects.filter(series__isnull=False).count() == 2
    admin.post(url, {"more": "2", "until": "", **all_inputs(shown), "step": "make"})

    assert [session.host for session in sessions[0].series.sessions.all()] == [host] * 4


def test_who_may_not_plan_neither_lengthens_nor_announces(signed_in):
    series = make_weeks(number=1, announce=False)[0].series
    browser = signed_in(make_person())

    for name in ("announce", "lengthen"):
        assert browser.post(reverse(f"session_series:{name}", args=[series.pk])).status_code in (302, 403)

    assert set(series.sessions.values_list("state", flat=True)) == {"draft"}
