"""Live sessions of courses in calendars: of who is enrolled, and of anybody who follows a course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from calendars.feeds import Sources
from calendars.tokens import issue_token
from courses.enrollment import withdraw
from courses.entries import PERSONAL, cohort_feed_path, feed_path
from courses.models import CohortSession
from webinars.registration import register
from webinars.registration import withdraw as give_back
from webinars.tests.factories import make_event, make_person, make_session

from .factories import DAY, make_cohort, make_course, make_enrollment

pytestmark = pytest.mark.django_db


def make_live(cohort, *, days=7, **fields):
    session = make_session(starts_at=timezone.now() + days * DAY, **fields)
    CohortSession.objects.create(cohort=cohort, session=session)
    return session


def uids(person):
    return [entry.uid for entry in Sources(personal=PERSONAL).personal_entries(person=person, now=timezone.now())]


def feed(client, person):
    return client.get(f"/my/calendar/{issue_token(person=person, now=timezone.now())}.ics").content.decode()


def test_who_is_enrolled_has_the_sessions_of_the_cohort_in_the_calendar(client):
    cohort, person = make_cohort(), make_person()
    session, other = make_live(cohort), make_live(make_cohort())
    make_enrollment(cohort=cohort, person=person)

    calendar = feed(client, person)

    assert session.uid in calendar
    assert other.uid not in calendar
    assert "CONFERENCE" not in calendar, "the room is for those with a seat"


def test_a_session_with_a_seat_stands_there_once_and_leads_into_the_room(client):
    cohort, person = make_cohort(), make_person()
    session = make_live(cohort)
    make_enrollment(cohort=cohort, person=person)
    register(person=person, session=session, now=timezone.now())

    calendar = feed(client, person)

    assert calendar.count("BEGIN:VEVENT") == 1
    assert "CONFERENCE" in calendar


def test_what_was_given_back_or_left_is_gone():
    cohort, person = make_cohort(), make_person()
    session, kept = make_live(cohort), make_live(cohort, days=8)
    enrollment = make_enrollment(cohort=cohort, person=person)
    register(person=person, session=session, now=timezone.now())
    give_back(person=person, session=session, now=timezone.now())
    assert uids(person) == [kept.uid]

    withdraw(person=person, cohort=enrollment.cohort, now=timezone.now())
    assert uids(person) == []


def test_drafts_and_cancelled_cohorts_are_not_told():
    cohort, cancelled, person = make_cohort(), make_cohort(), make_person()
    make_live(cohort, state="draft")
    make_live(cancelled)
    for each in (cohort, cancelled):
        make_enrollment(cohort=each, person=person)
    type(cancelled).objects.filter(pk=cancelled.pk).update(state="cancelled")

    assert uids(person) == []


@pytest.mark.parametrize("kind", [PageViewRestriction.GROUPS, PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_an_event_behind_a_door_is_told_with_a_seat_only(client, kind):
    cohort, person = make_cohort(), make_person()
    session = make_live(cohort)
    make_enrollment(cohort=cohort, person=person)
    PageViewRestriction.objects.create(page=session.event, restriction_type=kind, password="secret")
    assert session.uid not in feed(client, person)

    register(person=person, session=session, now=timezone.now())
    assert session.uid in feed(client, person)


def test_anybody_can_follow_a_course_under_any_name(client):
    course = make_course()
    session = make_live(make_cohort(course))
    draft = make_live(make_cohort(course, state="draft"))
    hidden = make_live(make_cohort(course), event=make_event(live=False))
    page = client.get(course.url).content.decode()
    assert f'type="text/calendar" href="{feed_path(course)}"' in page
    assert feed_path(course) in client.get("/feeds/").content.decode()

    for path in (feed_path(course), feed_path(course).replace(course.slug, "zvidky")):
        calendar = client.get(path).content.decode()
        assert session.uid in calendar
        assert draft.uid not in calendar and hidden.uid not in calendar
        assert "/join/" not in calendar and "CONFERENCE" not in calendar


def test_a_cohort_has_a_calendar_of_its_own_that_the_page_of_the_course_announces(client):
    course = make_course()
    cohort, other = make_cohort(course), make_cohort(course, number=2)
    mine, theirs = make_live(cohort), make_live(other)
    path = cohort_feed_path(course, cohort)

    page = client.get(course.url).content.decode()
    assert page.count(f'type="text/calendar" href="{path}"') == 1
    calendar = client.get(path).content.decode()
    assert mine.uid in calendar and theirs.uid not in calendar
    assert "/join/" not in calendar
    type(cohort).objects.filter(pk=cohort.pk).update(state="draft")
    assert client.get(path).status_code == 404
    assert client.get(cohort_feed_path(course, other)).status_code == 200


@pytest.mark.parametrize("number", [0, 10**6, 2**63, 10**30])
@pytest.mark.parametrize("kind", ["courses", "cohorts"])
def test_a_number_that_nothing_has_has_no_calendar(client, kind, number):
    assert client.get(f"/feeds/{kind}/{number}/kurs.ics").status_code == 404
    assert client.get(f"/e/{number}/programme.ics").status_code == 404


def test_the_calendar_of_a_closed_page_is_closed(client):
    course = make_course()
    cohort = make_cohort(course)
    make_live(cohort)
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(feed_path(course)).status_code == 404
    assert client.get(cohort_feed_path(course, cohort)).status_code == 404
    assert feed_path(course) not in client.get("/feeds/").content.decode()


def test_a_course_without_live_sessions_offers_no_calendar(client):
    course = make_course()
    make_cohort(course)

    assert "text/calendar" not in client.get(course.url).content.decode()
    assert client.get(feed_path(course)).status_code == 200, "who follows it already keeps an empty calendar"


def test_calendars_cost_the_same_for_three_sessions_as_for_one(client):
    course, person = make_course(), make_person()
    cohort = make_cohort(course)
    make_enrollment(cohort=cohort, person=person)
    address, counts = f"/my/calendar/{issue_token(person=person, now=timezone.now())}.ics", []
    for number in (1, 2):
        for day in range(number):
            make_live(cohort, days=7 + number * 3 + day)
        for path in (address, feed_path(course)):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]


@pytest.mark.parametrize("kind", [None, PageViewRestriction.LOGIN])
def test_a_course_announces_no_calendar_that_would_answer_nobody(client, kind):
    course = make_course()
    cohort = make_cohort(course)
    make_live(cohort)
    if kind:
        PageViewRestriction.objects.create(page=course, restriction_type=kind)
    client.force_login(make_person().user)

    page = client.get(course.url).content.decode()

    announced = [path for path in (feed_path(course), cohort_feed_path(course, cohort)) if path in page]
    assert [client.get(path).status_code for path in announced] == ([] if kind else [200, 200])
