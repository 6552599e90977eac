"""What a course page says about its cohorts, to whom: go on, enroll, or why not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.enrollment import withdraw
from courses.models import CohortSession, Enrollment, LessonPage, ModulePage
from courses.progress import complete_lesson, progress_of
from courses.strip import cohort_for, strip_of
from webinars.tests.factories import make_person, make_session

from .factories import (
    DAY,
    make_application,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_selective,
)
from .queues import make_full

pytestmark = pytest.mark.django_db
CONTINUE = "Продовжити"  # Django's own catalog knows this word


def strip(course, person=None):
    now = timezone.now()
    cohort, enrollment = cohort_for(course, person=person, now=now)
    return strip_of(cohort, enrollment, progress=progress_of(person=person, course=course), now=now, person=person)


def says(course, person=None):
    """(the action or else the note, where the action leads)."""
    found = strip(course, person)
    assert bool(found.action) != bool(found.note)
    return found.action or found.note, found.action_url


@pytest.fixture
def course():
    course = make_course()
    make_lesson(make_module(course))
    return course


def over(cohort):
    """Let the cohort have ended yesterday."""
    today = timezone.localdate()
    type(cohort).objects.filter(pk=cohort.pk).update(starts_on=today - 30 * DAY, ends_on=today - DAY)


def test_a_course_without_cohorts_has_no_strip(course):
    assert strip(course) is None
    assert strip(course, make_person()) is None


def test_an_open_cohort_is_offered_with_its_free_seats(course):
    cohort = make_cohort(course, seats=3)
    make_enrollment(cohort)

    assert says(course) == ("Enroll in the cohort", f"/enrol/{cohort.pk}/")
    assert ("Free seats", "2 of 3") in strip(course).facts


def test_a_cohort_by_application_is_applied_for_and_then_shows_the_application(course):
    cohort = make_selective(course=course)
    url, person = f"/enrol/{cohort.pk}/apply/", make_person()
    assert says(course, person) == says(course) == ("Apply for a place", url)

    make_application(cohort, person)

    assert says(course, person) == ("Your application", url)
    assert says(course, make_person()) == ("Apply for a place", url)


@pytest.mark.parametrize(("admission", "words"), [("invitation", "by invitation"), ("school", "The school itself")])
def test_a_cohort_that_is_not_asked_for_says_how_one_comes_in(course, admission, words):
    make_cohort(course, admission=admission)

    said, url = says(course)
    assert (words in said, url) == (True, "")


def test_without_a_limit_seats_are_not_mentioned(course):
    make_cohort(course, seats=0)

    assert [label for label, _value in strip(course).facts] == ["Studies", "Enroll until"]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"enroll_closes_at": "past"}, "Enrollment in this cohort is closed."),
        ({"enroll_opens_at": "future"}, "Enrollment in this cohort opens on"),
    ],
)
def test_a_cohort_that_takes_nobody_says_why(course, fields, note):
    now = timezone.now()
    times = {"past": now - DAY / 2, "future": now + DAY}
    make_cohort(course, **{name: times[value] for name, value in fields.items()})

    text, url = says(course)

    assert (text.startswith(note), url) == (True, "")


def test_a_full_cohort_says_so_and_has_a_queue_that_changes_with_ones_place_in_it(course):
    cohort, [sitting], [first, second] = make_full(course=course, now=timezone.now())
    queue = reverse("queue", args=[cohort.pk])
    full = strip(course, make_person())
    assert (full.note, full.action, full.action_url) == (
        "All places in this cohort are taken.",
        "Queue for a place",
        queue,
    )

    withdraw(person=sitting, cohort=cohort, now=timezone.now())

    assert says(course, first) == ("Take the place", queue)
    assert says(course, second) == ("Your place in the queue", queue)
    assert strip(course).note == "The places that are free are held for those who wait."
    assert ("Free seats", "0 of 1") in strip(course).facts


def test_a_full_cohort_by_application_has_no_queue(course):
    make_enrollment(make_cohort(course, seats=1))
    course.cohorts.update(admission="application")

    assert says(course) == ("All places in this cohort are taken.", "")


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_a_cohort_that_does_not_take_place_is_not_offered(course, state):
    make_cohort(course, state=state)

    assert strip(course) is None


def test_the_soonest_cohort_with_a_free_place_is_offered(course):
    full = make_cohort(course, seats=1)
    make_enrollment(full)
    today = timezone.localdate()
    late = make_cohort(course, starts_on=today + 30 * DAY, ends_on=today + 60 * DAY)
    assert strip(course).title == late.label

    soon = make_cohort(course, starts_on=today + 20 * DAY, ends_on=today + 60 * DAY)
    assert strip(course).title == soon.label


def test_a_participant_goes_on_where_they_stopped(course):
    second = make_lesson(ModulePage.objects.child_of(course).get())
    person = make_enrollment(make_cohort(course)).person
    first = LessonPage.objects.descendant_of(course).first()
    assert says(course, person) == (CONTINUE, first.url)

    complete_lesson(person=person, lesson=first, now=timezone.now())

    assert says(course, person) == (CONTINUE, second.url)
    assert ("Done", "1 of 2") in strip(course, person).facts


def test_who_has_done_all_steps_waits_for_the_live_sessions(course):
    enrollment = make_enrollment(make_cohort(course))
    CohortSession.objects.create(cohort=enrollment.cohort, session=make_session())
    lesson = LessonPage.objects.descendant_of(course).first()

    complete_lesson(person=enrollment.person, lesson=lesson, now=timezone.now())

    assert says(course, enrollment.person) == ("All lessons and quizzes are done. The live sessions remain.", "")


def test_who_has_completed_the_course_is_led_to_the_certificates(course):
    person = make_enrollment(make_cohort(course)).person
    make_cohort(course)

    complete_lesson(person=person, lesson=LessonPage.objects.descendant_of(course).first(), now=timezone.now())

    assert says(course, person) == ("My certificates", "/my/certificates/")


def test_a_cohort_that_ended_or_was_cancelled_says_so_to_its_people(course):
    ended, cancelled = make_enrollment(make_cohort(course)), make_enrollment(make_cohort(course))
    over(ended.cohort)
    course.cohorts.filter(pk=cancelled.cohort_id).update(state="cancelled")

    assert says(course, ended.person) == ("This cohort has ended. The lessons stay open to you.", "")
    assert says(course, cancelled.person) == ("This cohort is cancelled.", "")


def test_people_of_an_ended_cohort_are_offered_the_next(course):
    person = make_enrollment(make_cohort(course)).person
    over(course.cohorts.get())
    following = make_cohort(course)

    assert says(course, person) == ("Enroll in the cohort", f"/enrol/{following.pk}/")

    make_enrollment(following, person)
    assert says(course, person)[0] == CONTINUE


def test_a_cohort_at_ones_own_pace_goes_on_after_its_last_day(course):
    person = make_enrollment(make_cohort(course, self_paced=True)).person
    over(course.cohorts.get())

    assert says(course, person)[0] == CONTINUE


def test_who_left_is_a_newcomer_again(course):
    enrollment = make_enrollment(make_cohort(course))
    withdraw(person=enrollment.person, cohort=enrollment.cohort, now=timezone.now())

    assert says(course, enrollment.person)[0] == "Enroll in the cohort"
    assert not Enrollment.objects.active().exists()
