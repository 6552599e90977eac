"""The event calendar and the event's page, as different people at different times see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calendars.kyiv import KYIV
from webinars.agenda import month_bounds, shift
from webinars.registration import register
from webinars.scheduling import cancel

from .factories import make_event, make_person, make_session, make_site, session_around

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def coming(days=7, **fields):
    return make_session(starts_at=timezone.now() + days * DAY, **fields)


def listed(response):
    return [card.session for _day, cards in response.context["days"] for card in cards]


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_calendar_lists_what_comes_by_day(client):
    index = make_site()
    second, first = coming(days=8), coming(days=7)
    coming(state="draft")
    make_session(starts_at=timezone.now() - DAY)

    response = client.get(index.url)

    assert listed(response) == [first, second]
    assert [day for day, _cards in response.context["days"]] == [
        session.starts_at.astimezone(KYIV).date() for session in (first, second)
    ]
    assert 'type="text/calendar" href="/feeds/podii.ics"' in response.content.decode()


def test_the_calendar_is_narrowed_by_links(client):
    index = make_site()
    forum = coming(event=make_event(kind="annual_forum"))
    past = make_session(starts_at=timezone.now() - DAY)
    far = coming(days=70)
    month = far.starts_at.astimezone(KYIV)

    assert listed(client.get(index.url, {"kind": "annual_forum"})) == [forum]
    assert listed(client.get(index.url, {"past": "1"})) == [past]
    assert listed(client.get(index.url, {"m": f"{month:%Y-%m}"})) == [far]
    assert listed(client.get(index.url, {"m": "2027-77", "kind": "<script>"})) == [forum, far]


def test_the_month_jumps_to_its_busy_days(client):
    index = make_site()
    session = coming(days=40)
    day = session.starts_at.astimezone(KYIV).date()

    response = client.get(index.url, {"m": f"{day:%Y-%m}"})

    busy = [cell for week in response.context["weeks"] for cell in week if cell.url]
    assert [(cell.day, cell.url) for cell in busy] == [(day.day, f"{index.url}?m={day:%Y-%m}#d{day:%Y-%m-%d}")]
    assert f'id="d{day:%Y-%m-%d}"' in response.content.decode()


def test_an_empty_month_says_so(client):
    assert listed(client.get(make_site().url, {"m": "2031-01"})) == []


def test_months_follow_kyivs_clock():
    january = shift(month_bounds(timezone.now().date().replace(year=2027, month=1, day=1))[0].date(), 0)

    first, following = month_bounds(january)

    assert (first.isoformat(), following.isoformat()) == ("2027-01-01T00:00:00+02:00", "2027-02-01T00:00:00+02:00")
    assert [shift(january, by).isoformat() for by in (-1, 11, 12)] == ["2026-12-01", "2027-12-01", "2028-01-01"]


def test_the_calendar_pages_through_many(client):
    index, event = make_site(), make_event()
    sessions = [coming(days=1 + number, event=event) for number in range(31)]

    assert listed(client.get(index.url)) == sessions[:30]
    assert listed(client.get(index.url, {"page": 2})) == sessions[30:]


def test_the_calendar_costs_no_query_for_each_session(client, signed_in):
    index, person = make_site(), make_person()
    counts = {"guest": [], "person": []}
    for more in (1, 2):
        for number in range(more):
            register(person=person, session=coming(days=number + 1, capacity=20), now=timezone.now())
        client.logout()
        counts["guest"].append(queries_of(client, index.url))
        counts["person"].append(queries_of(signed_in(person), index.url))

    assert {name: len(set(numbers)) for name, numbers in counts.items()} == {"guest": 1, "person": 1}


def test_a_page_before_offers_a_seat_to_a_guest_by_a_link_and_to_a_person_by_a_button(client, signed_in):
    session = coming(capacity=3)
    register(person=make_person(), session=session, now=timezone.now())
    seat = f"/s/{session.public_id}/register/"

    guest = client.get(session.event.url)
    person = signed_in(make_person()).get(session.event.url)

    assert (guest.context["phase"], guest.context["cards"][0].session.seats_left) == ("upcoming", 2)
    assert f'<a class="btn" href="{seat}"' in guest.content.decode()
    assert f'<form method="post" action="{seat}"' in person.content.decode()
    assert f"/s/{session.public_id}.ics" in guest.content.decode()


def test_a_page_shows_the_seat_one_has(signed_in):
    session, person = coming(), make_person()
    register(person=person, session=session, now=timezone.now())

    page = signed_in(person).get(session.event.url).content.decode()

    assert f"/s/{session.public_id}/withdraw/" in page
    assert f"/s/{session.public_id}/register/" not in page


def test_a_full_session_offers_no_seat(client):
    session = coming(capacity=1)
    register(person=make_person(), session=session, now=timezone.now())

    assert f"/s/{session.public_id}/register/" not in client.get(session.event.url).content.decode()


def test_a_page_during_leads_the_registered_into_the_room(signed_in, client):
    session, person = session_around(), make_person()
    register(person=person, session=session, now=timezone.now())
    door = f'<a class="btn" href="/s/{session.public_id}/join/">'

    stranger = client.get(session.event.url)
    inside = signed_in(person).get(session.event.url)

    assert stranger.context["phase"] == inside.context["phase"] == "live"
    assert door in inside.content.decode()
    assert door not in stranger.content.decode()
    assert session.room_name not in inside.content.decode()


def test_a_page_after_shows_what_is_left_and_the_attendance(signed_in):
    after = [("text", "<p>Відеозапис і конспект</p>")]
    session = make_session(starts_at=timezone.now() - 2 * DAY, event=make_event(after=after))
    person = make_person()
    session.registrations.create(person=person, created_at=session.starts_at)
    session.attendances.create(
        person=person, status="present", percent=100, rule="share-1:60", decided_at=session.ends_at
    )

    response = signed_in(person).get(session.event.url)

    assert response.context["phase"] == "over"
    assert response.context["cards"][0].attendance.is_credited
    assert "Відеозапис і конспект" in response.content.decode()


def test_what_is_left_afterwards_is_not_shown_before(client):
    session = coming(event=make_event(after=[("text", "<p>Відеозапис і конспект</p>")]))

    assert "Відеозапис і конспект" not in client.get(session.event.url).content.decode()


def test_drafts_are_on_no_page_even_for_planners(signed_in):
    session = coming(state="draft")

    response = signed_in(make_person(), "change_session").get(session.event.url)

    assert (response.context["cards"], response.context["phase"]) == ([], "none")


def test_a_cancelled_session_stays_on_the_page_without_a_seat(client):
    session = coming()
    cancel(session=session, by=None, now=timezone.now())

    response = client.get(session.event.url)

    assert response.context["phase"] == "cancelled"
    assert f"/s/{session.public_id}/register/" not in response.content.decode()


def test_a_session_abroad_names_the_local_time_too(client):
    session = coming(time_zone="Europe/Brussels", mode="in_person", place="Брюссель")

    page = client.get(session.event.url).content.decode()

    assert f"{session.starts_at.astimezone(KYIV):%H:%M}" in page
    assert f"{session.starts_at.astimezone(session.zone):%H:%M}–" in page
    assert "Europe/Brussels" in page


def test_the_event_page_costs_no_query_for_each_session(client, signed_in):
    event, person = make_event(), make_person()
    counts = {"guest": [], "person": []}
    for more in (1, 2):
        for number in range(more):
            register(person=person, session=coming(days=number + 1, event=event, capacity=9), now=timezone.now())
        client.logout()
        counts["guest"].append(queries_of(client, event.url))
        counts["person"].append(queries_of(signed_in(person), event.url))

    assert {name: len(set(numbers)) for name, numbers in counts.items()} == {"guest": 1, "person": 1}


def test_join_leads_to_the_session_that_is_on_or_next(client):
    event = make_event()
    coming(event=event)
    now = session_around(event=event)

    assert client.get(f"{event.url}join/").url == f"/s/{now.public_id}/join/"
    assert client.get(f"{make_event().url}join/").status_code == 302


def test_an_editor_can_preview_an_event():
    event = make_session(state="draft").event

    response = event.make_preview_request(preview_mode=event.default_preview_mode)

    assert response.status_code == 200
