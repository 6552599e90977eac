"""What is due in cohorts, in the calendars of those whom it concerns."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from calendars.kyiv import KYIV
from calendars.models import CalendarSettings
from calendars.tokens import issue_token
from courses.deadlines import settle
from courses.enrollment import withdraw
from courses.models import AssignmentDue, Cohort, Deadline, Enrollment
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_course, make_enrollment
from .test_assignments import give, hand_in, make_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return make_assignment(due_days=7)


@pytest.fixture
def cohort(assignment):
    return make_cohort(assignment.course)


@pytest.fixture
def person(cohort):
    return make_enrollment(cohort=cohort).person


def due(client, person):
    """Titles of what is due, with the event of each, as a calendar program reads it."""
    address = f"/en/my/calendar/{issue_token(person=person, now=timezone.now())}.ics"
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in events if event["UID"].startswith("due-")}


def settled():
    return settle(now=timezone.now())


def test_an_assignment_and_the_end_of_the_course_are_in_the_calendar(client, assignment, cohort, person):
    assert settled() == 2

    found = due(client, person)

    assert set(found) == {f"Due: {assignment.title}", f"Last day of the course: {cohort.course.title}"}
    task, course = found.values() if next(iter(found)).startswith("Due") else reversed(found.values())
    last_minute = datetime.combine(cohort.starts_on + 7 * DAY, datetime.min.time(), tzinfo=KYIV)
    assert task.decoded("DTEND") == last_minute.replace(hour=23, minute=59)
    assert task.decoded("DTEND") - task.decoded("DTSTART") == timedelta(minutes=30)
    assert (str(task["TRANSP"]), task["SEQUENCE"]) == ("TRANSPARENT", 0)
    assert str(task["URL"]).endswith(assignment.url)
    assert str(task["DESCRIPTION"]) == cohort.course.title
    assert course.decoded("DTEND") == cohort.deadline


def test_two_sweeps_change_nothing_the_second_time(cohort):
    before = settled(), list(Deadline.objects.values())

    assert (settled(), list(Deadline.objects.values())) == (0, before[1])


def test_a_moved_date_raises_the_counter_and_keeps_the_identity(client, assignment, cohort, person):
    settled()
    title = f"Due: {assignment.title}"
    before = due(client, person)[title]

    own = AssignmentDue.objects.create(assignment=assignment, cohort=cohort, due_at=timezone.now() + 9 * DAY)
    assert settled() == 1

    after = due(client, person)[title]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after.decoded("DTEND") == own.due_at.replace(microsecond=0)


def test_what_is_not_due_any_more_goes_and_comes_back_with_a_higher_counter(client, assignment, cohort, person):
    settled()
    title = f"Due: {assignment.title}"
    assignment.due_days = None
    assignment.save()
    settled()
    assert title not in due(client, person)

    assignment.due_days = 3
    assignment.save()
    settled()
    assert due(client, person)[title]["SEQUENCE"] == 2


@pytest.mark.parametrize("change", ["draft", "cancelled"])
def test_a_cohort_that_does_not_run_has_nothing_due(client, cohort, person, change):
    settled()
    Cohort.objects.filter(pk=cohort.pk).update(state=change)
    settled()

    assert due(client, person) == {}


def test_an_unpublished_assignment_is_not_due(client, assignment, cohort, person):
    settled()
    assignment.unpublish()
    settled()

    assert list(due(client, person)) == [f"Last day of the course: {cohort.course.title}"]


def test_at_ones_own_pace_nothing_ends(client):
    cohort = make_cohort(self_paced=True)
    person = make_enrollment(cohort=cohort).person
    settled()

    assert due(client, person) == {}


def test_who_handed_in_is_left_in_peace_until_it_is_returned(client, assignment, person):
    settled()
    title = f"Due: {assignment.title}"
    submission = hand_in(assignment, person)
    assert title not in due(client, person)

    give(submission, accepted=False)
    assert title in due(client, person)


def test_who_completed_the_course_or_left_has_nothing_due(client, cohort, person):
    settled()
    Enrollment.objects.update(completed_at=timezone.now())
    assert due(client, person) == {}

    Enrollment.objects.update(completed_at=None)
    withdraw(person=person, cohort=cohort, now=timezone.now())
    assert due(client, person) == {}


def test_nobody_sees_what_is_due_for_others(client, cohort, person):
    settled()
    stranger = make_enrollment(cohort=make_cohort(make_course(), self_paced=True)).person

    assert due(client, stranger) == due(client, make_person()) == {}


def test_who_wants_no_deadlines_has_none_and_a_busy_calendar_has_none_either(client, person):
    settled()
    wants = CalendarSettings.objects.create(person=person, deadlines=False)
    assert due(client, person) == {}

    wants.deadlines, wants.busy_only = True, True
    wants.save()
    address = f"/my/calendar/{issue_token(person=person, now=timezone.now())}.ics"
    assert b"VEVENT" not in client.get(address).content


def test_a_sweep_costs_the_same_for_courses_long_over(django_assert_num_queries):
    today = timezone.localdate()
    make_cohort(starts_on=today - 200 * DAY, ends_on=today - 100 * DAY)

    with django_assert_num_queries(4):  # the rows, the cohorts, and the transaction's two
        settled()
    assert not Deadline.objects.exists()
