"""When a course counts as completed: a rule over what was done, not over when or in what order; and for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.models import CohortSession, Enrollment
from courses.planning import plan_cohort
from courses.progress import complete_all, complete_courses_of, complete_lesson
from courses.signals import course_completed
from courses.tasks import complete_due
from webinars.models import Attendance
from webinars.signals import session_attended
from webinars.tests.factories import NOON, make_person, make_session

from .factories import (
    DAY,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
)
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db
REQUIRED = {"lesson 1", "lesson 2", "quiz", "session"}
STEPS = sorted(REQUIRED | {"extra lesson", "extra quiz", "extra session", "cancelled session"})


def attend(person, session, *, status="present", now=NOON):
    """Decide that ``person`` was there, as the webinars do, and say so."""
    Attendance.objects.update_or_create(
        person=person, session=session, defaults={"status": status, "rule": "share-1:60", "decided_at": now}
    )
    session_attended.send(sender=Attendance, person=person, session=session, now=now)


class Course:
    """A course with what is required and what is not, and a person who does one thing after another."""

    def __init__(self):
        self.course = make_course()
        module = make_module(self.course)
        self.pages = {
            "lesson 1": make_lesson(module),
            "lesson 2": make_lesson(module),
            "extra lesson": make_lesson(module, required=False),
            "quiz": make_quiz(module, questions=[make_question()]),
            "extra quiz": make_quiz(module, questions=[make_question()], required=False),
        }
        self.sessions = {
            "session": make_session(),
            "extra session": make_session(),
            "cancelled session": make_session(state="cancelled"),
        }

    def new_learner(self, **fields):
        cohort = make_cohort(self.course, now=NOON, **fields)
        for name, session in self.sessions.items():
            CohortSession.objects.create(cohort=cohort, session=session, required=name != "extra session")
        return make_enrollment(cohort, now=NOON)

    def do(self, step, person, *, now=NOON):
        if step in self.sessions:
            attend(person, self.sessions[step], now=now)
        elif "quiz" in step:
            pass_quiz(person, self.pages[step], now=now)
        else:
            complete_lesson(person=person, lesson=self.pages[step], now=now)

    def do_all(self, person, *, now=NOON, but=()):
        for step in REQUIRED - set(but):
            self.do(step, person, now=now)


@pytest.fixture
def course():
    return Course()


@pytest.fixture
def completions():
    """Enrollments said to be completed, as often as they were said to be."""
    said = []

    def hear(sender, enrollment, now, **kwargs):
        said.append(enrollment.pk)

    course_completed.connect(hear)
    yield said
    course_completed.disconnect(hear)


def completed_at(enrollment):
    return Enrollment.objects.get(pk=enrollment.pk).completed_at


def test_completing_follows_the_rule_whatever_the_order_and_never_reverts(course, completions):
    @settings(max_examples=20)
    @given(st.lists(st.sampled_from(STEPS), max_size=12))
    def after_each_step(steps):
        enrollment, done, first = course.new_learner(), set(), None
        for day, step in enumerate(steps):
            course.do(step, enrollment.person, now=NOON + day * DAY)
            done.add(step)
            moment = completed_at(enrollment)
            assert (moment is not None) == (done >= REQUIRED)
            first = first or moment
            assert moment == first
        assert completions.count(enrollment.pk) == (first is not None)

    after_each_step()


def test_any_order_of_all_steps_completes_at_the_last_required_one(course):
    @settings(max_examples=10)
    @given(st.permutations(STEPS))
    def in_this_order(steps):
        enrollment = course.new_learner()
        for day, step in enumerate(steps):
            course.do(step, enrollment.person, now=NOON + day * DAY)

        assert completed_at(enrollment) == NOON + max(map(steps.index, REQUIRED)) * DAY

    in_this_order()


@pytest.mark.parametrize("status", ["late", "left_early", "afterwards"])
def test_attendance_that_is_credited_counts(course, status):
    enrollment = course.new_learner()
    course.do_all(enrollment.person, but=["session"])

    attend(enrollment.person, course.sessions["session"], status=status)

    assert completed_at(enrollment) == NOON


@pytest.mark.parametrize("status", ["absent", "excused"])
def test_attendance_that_is_not_credited_does_not(course, status):
    enrollment = course.new_learner()
    course.do_all(enrollment.person, but=["session"])

    attend(enrollment.person, course.sessions["session"], status=status)

    assert completed_at(enrollment) is None


def test_a_session_still_in_draft_is_waited_for(course):
    enrollment = course.new_learner()
    CohortSession.objects.create(cohort=enrollment.cohort, session=make_session(state="draft"))

    course.do_all(enrollment.person)

    assert completed_at(enrollment) is None


def test_a_course_without_lessons_is_never_completed():
    enrollment = make_enrollment(now=NOON)

    complete_courses_of(person=enrollment.person, now=NOON)

    assert completed_at(enrollment) is None


def test_what_is_done_after_the_last_day_does_not_complete(course):
    enrollment = course.new_learner()
    deadline = enrollment.cohort.deadline

    course.do_all(enrollment.person, now=deadline)

    assert completed_at(enrollment) is None


def test_what_is_done_up_to_the_last_moment_does(course):
    enrollment = course.new_learner()
    last = enrollment.cohort.deadline - DAY / 86400

    course.do_all(enrollment.person, now=last)

    assert completed_at(enrollment) == last


def test_at_ones_own_pace_there_is_no_last_day(course):
    enrollment = course.new_learner(self_paced=True)

    course.do_all(enrollment.person, now=NOON + 300 * DAY)

    assert completed_at(enrollment) == NOON + 300 * DAY


def test_attendance_decided_after_the_last_day_still_completes(course):
    enrollment = course.new_learner()
    course.do_all(enrollment.person, but=["session"])
    later = enrollment.cohort.deadline + 3 * DAY

    attend(enrollment.person, course.sessions["session"], now=later)

    assert completed_at(enrollment) == later


def test_a_cancelled_cohort_completes_nothing(course):
    enrollment = course.new_learner()
    cohort = enrollment.cohort
    cohort.state = "cancelled"
    plan_cohort(cohort=cohort, by=None)

    course.do_all(enrollment.person)

    assert completed_at(enrollment) is None


def test_nobody_elses_course_is_completed(course):
    enrollment, other = course.new_learner(), course.new_learner()

    course.do_all(enrollment.person)

    assert completed_at(other) is None


def test_the_sweep_completes_what_a_change_of_the_course_made_complete(course, completions):
    waiting, other = course.new_learner(), course.new_learner()
    course.do_all(waiting.person, but=["lesson 2"])
    course.pages["lesson 2"].unpublish()

    assert (complete_all(now=NOON), complete_all(now=NOON)) == (1, 0)

    assert (completed_at(waiting), completed_at(other)) == (NOON, None)
    assert completions == [waiting.pk]


def test_the_sweep_completes_what_a_cancelled_session_made_complete(course):
    enrollment = course.new_learner()
    course.do_all(enrollment.person, but=["session"])
    session = course.sessions["session"]
    session.state = "cancelled"
    session.save()

    complete_due.enqueue()

    assert completed_at(enrollment) is not None


def test_attendance_of_somebody_without_a_course_is_no_trouble():
    attend(make_person(), make_session())

    assert not Enrollment.objects.exists()
