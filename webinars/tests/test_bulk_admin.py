"""Several sessions at once, and the month: both without JavaScript, both through the verbs."""

import csv
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from calendars.kyiv import KYIV
from people.models import User
from webinars.models import Session
from webinars.registration import register

from .factories import make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="people.backends.SchoolBackend")
    client.user = user
    return client


def coming(days=7, **fields):
    starts = (timezone.now() + days * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
    return make_session(starts_at=starts, **fields)


def url(do, *sessions):
    return f"{reverse('session:bulk')}?{urlencode({'do': do, 'id': [row.pk for row in sessions]}, doseq=True)}"


def do(admin, address, **answers):
    """Answer, look at what would change, say yes."""
    shown = admin.post(address, answers)
    return admin.post(address, {**answers, "confirmed": "1", "seen": shown.context["seen"]})


def test_the_list_offers_boxes_and_actions(admin):
    session = coming()

    page = admin.get(reverse("session:index")).content.decode()

    assert f'name="id" value="{session.pk}" form="bulk"' in page
    assert "<noscript>" in page and "export=csv" in page
    assert [f'name="do" value="{name}"' in page for name in ("cancel", "move", "copy")] == [True] * 3


def test_several_are_cancelled_with_one_reason_after_a_yes(admin):
    first, second, over = coming(), coming(8), coming(-3)
    register(person=make_person(), session=first, now=timezone.now())
    mail.outbox.clear()
    address = url("cancel", first, second, over)

    shown = admin.get(address)
    assert [bool(plan.stays) for plan in shown.context["plans"]] == [True, False, False]
    assert (shown.context["dates"], shown.context["people"]) == (2, 1)
    asked = admin.post(address, {"reason": "Немає світла"})
    assert asked.status_code == 200 and not Session.objects.filter(state="cancelled").exists()
    assert do(admin, address, reason="Немає світла").url == reverse("session:index")

    assert list(Session.objects.filter(state="cancelled").order_by("pk")) == [first, second]
    assert ["Немає світла" in message.body for message in mail.outbox] == [True]
    assert {row.user for row in ModelLogEntry.objects.filter(action="webinars.session.cancel")} == {admin.user}


def test_several_are_moved_by_days_and_hours_after_being_shown(admin):
    first, second = coming(), coming(8)
    address = url("move", first, second)

    asks = admin.get(address)
    shown = admin.post(address, {"days": "1", "hours": "-2"})

    assert asks.context["asks_first"] is True
    local = [timezone.localtime(row.starts_at, KYIV) for row in (first, second)]
    planned = [timezone.localtime(plan.times.starts_at, KYIV).replace(tzinfo=None) for plan in shown.context["plans"]]
    assert planned == [moment.replace(tzinfo=None) + DAY - 2 * HOUR for moment in local]
    first.refresh_from_db()
    assert first.sequence == 0
    other = admin.post(address, {"days": "2", "hours": "0", "confirmed": "1", "seen": shown.context["seen"]})
    assert other.status_code == 200  # a yes to what was shown is no yes to something else
    do(admin, address, days="1", hours="-2")
    first.refresh_from_db()
    assert (first.starts_at, first.sequence) == (shown.context["plans"][0].times.starts_at, 1)


def test_clashes_are_shown_before_a_move(admin):
    host = make_person()
    first, second = coming(7, host=host), coming(8, host=host)

    shown = admin.post(url("move", first), {"days": "1", "hours": "0"})

    assert [clash.other.pk for clash in shown.context["clashes"]] == [second.pk]


def test_what_is_over_stays_and_nothing_moves_into_the_past(admin):
    over, soon = coming(-3), coming(2)

    shown = admin.post(url("move", over, soon), {"days": "-10", "hours": "0"})

    assert [bool(plan.stays) for plan in shown.context["plans"]] == [True, True]
    assert shown.context["dates"] == 0


def test_a_move_of_nothing_is_asked_again(admin):
    response = admin.post(url("move", coming()), {"days": "0", "hours": "0", "confirmed": "1"})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["days"])


def test_copies_are_drafts_of_their_own(admin):
    first, *_rest = make_weeks(first_on=timezone.localdate() + 7 * DAY, now=timezone.now(), capacity=12)
    register(person=make_person(), session=first, now=timezone.now())

    do(admin, url("copy", first), days="28")

    copy = Session.objects.latest("pk")
    assert (copy.state, copy.series, copy.capacity, copy.event, copy.taken) == ("draft", None, 12, first.event, 0)
    assert timezone.localtime(copy.starts_at, KYIV).time() == timezone.localtime(first.starts_at, KYIV).time()
    assert copy.uid != first.uid


def test_nothing_ticked_leads_back_and_an_unknown_action_is_not_found(admin):
    assert admin.get(url("cancel")).url == reverse("session:index")
    assert admin.get(url("explode", coming())).status_code == 404


def test_several_need_the_permission(signed_in):
    session = coming()
    client = signed_in(make_person(), "view_session")

    assert client.post(url("cancel", session), {"confirmed": "1"}).status_code in (302, 403)

    session.refresh_from_db()
    assert session.state == "scheduled"


def test_the_list_is_narrowed_by_host_series_region_and_month(admin):
    host = make_person(name="Ірина Савчук", display_name="Ірина Савчук")
    mine, here = coming(host=host), coming(40, region="UA-53")
    weeks = make_weeks(number=2)

    def found(**query):
        return set(admin.get(f"{reverse('session:index')}?{urlencode(query)}").context["object_list"])

    assert found(host=host.pk) == {mine}
    assert found(region="UA-53") == {here}
    assert found(series=weeks[0].series_id) == set(weeks)
    assert found(month=f"{timezone.localtime(mine.starts_at, KYIV):%Y-%m}") >= {mine}
    assert here not in found(month=f"{timezone.localtime(mine.starts_at, KYIV):%Y-%m}")
    assert found(q="Савчук") == {mine}
    (shown,) = admin.get(f"{reverse('session:index')}?month=2027-03").context["active_filters"]
    assert "2027" in shown.value and "-" not in shown.value


def test_the_list_is_exported_by_kyiv_s_clock_and_no_title_is_a_formula(admin):
    starts = datetime(2027, 7, 1, 18, tzinfo=KYIV)
    make_session(starts_at=starts, host=make_person(name="Ірина Савчук"), mode="mixed", place="=Бібліотека")
    address = reverse("session:index")

    text = b"".join(admin.get(f"{address}?export=csv").streaming_content)
    book = load_workbook(BytesIO(b"".join(admin.get(f"{address}?export=xlsx").streaming_content)))

    assert text.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(text.decode("utf-8-sig").splitlines())
    assert row[2:4] == ["2027-07-01 18:00", "2027-07-01 19:30"]
    assert row[5:8] == ["'=Бібліотека", "", "Ірина Савчук"]
    assert "method" not in "".join(head)
    assert [cell.value for cell in book.active[2]][2:4] == [datetime(2027, 7, 1, 18), datetime(2027, 7, 1, 19, 30)]


def test_the_month_is_a_table_of_links_on_kyiv_s_days(admin):
    session = make_session(starts_at=datetime(2027, 4, 1, 0, 30, tzinfo=KYIV), title="Нічна")
    cancelled = make_session(starts_at=session.starts_at + 5 * DAY, state="cancelled")
    address = reverse("session:month")

    april, march = admin.get(f"{address}?m=2027-04"), admin.get(f"{address}?m=2027-03")

    page = april.content.decode()
    assert (april.context["number"], march.context["number"]) == (2, 0)
    assert '<table class="month-table">' in page and page.count('<th scope="col"><abbr') == 7
    assert all(f'href="{reverse("session:edit", args=[row.pk])}"' in page for row in (session, cancelled))
    assert "?m=2027-03" in page and "?m=2027-05" in page
    cells = [day for week in april.context["weeks"] for day in week if day.sessions]
    assert [day.day.day for day in cells] == [1, 6]


def test_the_month_is_narrowed_and_a_wrong_one_is_this_one(admin):
    forum = make_session(event=make_event(kind="annual_forum"))
    make_session(starts_at=forum.starts_at)
    month = f"{timezone.localtime(forum.starts_at, KYIV):%Y-%m}"

    narrowed = admin.get(f"{reverse('session:month')}?m={month}&kind=annual_forum")

    assert narrowed.context["number"] == 1
    assert "kind=annual_forum" in narrowed.context["following"]["url"]
    assert admin.get(f"{reverse('session:month')}?m=nonsense").status_code == 200


def test_month_and_bulk_page_cost_the_same_for_three_sessions_as_for_one(admin):
    sessions, counts = [], []
    for more in (1, 2):
        sessions += [coming(host=make_person()) for _number in range(more)]
        month = f"{reverse('session:month')}?m={timezone.localtime(sessions[0].starts_at, KYIV):%Y-%m}"
        row = []
        for address in (month, url("cancel", *sessions), url("move", *sessions)):
            admin.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert admin.get(address).status_code == 200
            row.append(len(queries))
        counts.append(row)

    assert counts[0] == counts[1]
