"""Rules by which lessons and courses are completed: each asks what it says, and none takes back what was completed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exceptions import CohortRefused, NotYetDone
from courses.lesson_rules import note_opened
from courses.models import CohortSession, CoursePage, LessonCompletion, LessonPage
from courses.planning import plan_cohort
from courses.progress import complete_all, complete_lesson, progress_of
from webinars.models import Attendance
from webinars.tests.factories import NOON, make_session

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
from .test_completion import attend, completed_at
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db
MINUTE = DAY / (24 * 60)


def make_learner(course, *, sessions=(), **fields):
    cohort = make_cohort(course, now=NOON, **fields)
    for session in sessions:
        CohortSession.objects.create(cohort=cohort, session=session)
    return make_enrollment(cohort, now=NOON)


def done_of(person, course):
    return [item.done for item in progress_of(person=person, course=course).items]


def test_so_many_of_the_needed_steps_suffice_and_others_do_not_count():
    course = make_course(steps_needed=2)
    module = make_module(course)
    extra = make_lesson(module, required=False)
    needed = [make_lesson(module) for _number in range(3)]
    enrollment = make_learner(course)

    states = []
    for lesson in (extra, needed[0], needed[2]):
        complete_lesson(person=enrollment.person, lesson=lesson, now=NOON)
        states.append(completed_at(enrollment) is not None)

    assert states == [False, False, True]


SHARES = [(None, 2, False), (66, 2, True), (67, 2, False), (100, 3, True)]


@pytest.mark.parametrize(("share", "attended", "completed"), SHARES)
def test_a_share_of_the_live_sessions_may_suffice(share, attended, completed):
    course = make_course(attendance_share=share)
    lesson = make_lesson(make_module(course))
    sessions = [make_session() for _number in range(3)]
    enrollment = make_learner(course, sessions=[*sessions, make_session(state="cancelled")])
    complete_lesson(person=enrollment.person, lesson=lesson, now=NOON)

    for session in sessions[:attended]:
        attend(enrollment.person, session)

    assert (completed_at(enrollment) is not None) == completed


def test_a_lesson_that_wants_minutes_is_done_when_they_have_passed_and_says_when(sign_in):
    lesson = make_lesson(least_minutes=10)
    person = make_learner(lesson.course).person
    browser = sign_in(person)

    shown = browser.get(lesson.url).content.decode()
    refused = browser.post(f"/lessons/{lesson.pk}/done/")

    assert 'role="note"' in shown
    assert (refused.url, LessonCompletion.objects.count()) == (lesson.url, 0)
    LessonPage.objects.filter(pk=lesson.pk).update(least_minutes=0)
    browser.post(f"/lessons/{lesson.pk}/done/")
    LessonPage.objects.filter(pk=lesson.pk).update(least_minutes=600)
    assert LessonCompletion.objects.count() == 1
    assert 'role="note"' not in browser.get(lesson.url).content.decode()


def test_the_minutes_count_from_the_first_opening():
    lesson = make_lesson(least_minutes=10)
    person = make_learner(lesson.course).person
    for moment in (NOON, NOON + 5 * MINUTE):
        note_opened(person=person, lesson=lesson, now=moment)

    with pytest.raises(NotYetDone):
        complete_lesson(person=person, lesson=lesson, now=NOON + 9 * MINUTE)
    complete_lesson(person=person, lesson=lesson, now=NOON + 10 * MINUTE)
    assert LessonCompletion.objects.get().lesson == lesson


def test_a_lesson_of_a_live_session_is_done_by_attendance_alone(sign_in):
    course = make_course()
    lesson, session = make_lesson(make_module(course), done_by="session"), make_session()
    enrollment = make_learner(course)
    row = CohortSession.objects.create(cohort=enrollment.cohort, session=session, lesson=lesson, required=False)
    browser = sign_in(enrollment.person)

    shown = browser.get(lesson.url).content.decode()
    refused = browser.post(f"/lessons/{lesson.pk}/done/")
    attend(enrollment.person, session)

    assert (session.full_title in shown, f"/lessons/{lesson.pk}/done/" in shown) == (True, False)
    assert (refused.url, done_of(enrollment.person, course)) == (lesson.url, [True])
    assert completed_at(enrollment) == NOON
    Attendance.objects.update(status="absent")
    row.delete()
    assert done_of(enrollment.person, course) == [True]


def test_where_no_session_is_planned_the_reader_says_that_it_is_done():
    course = make_course()
    lesson = make_lesson(make_module(course), done_by="session")
    person = make_learner(course).person

    complete_lesson(person=person, lesson=lesson, now=NOON)

    assert done_of(person, course) == [True]


def test_attendance_that_was_noted_before_the_lesson_was_named_counts_in_the_next_sweep():
    course = make_course()
    lesson, session = make_lesson(make_module(course), done_by="session"), make_session()
    enrollment = make_learner(course, sessions=[session])
    attend(enrollment.person, session)
    CohortSession.objects.update(lesson=lesson)

    complete_all(now=NOON + 20 * DAY)

    assert done_of(enrollment.person, course) == [True]
    assert completed_at(enrollment) == NOON + 20 * DAY


def test_a_session_completes_lessons_of_its_own_course_only():
    cohort = make_cohort(now=NOON)
    cohort.session_rows.add(CohortSession(session=make_session(), lesson=make_lesson()))

    with pytest.raises(CohortRefused):
        plan_cohort(cohort=cohort, by=None, now=NOON)


def test_the_page_of_the_course_says_what_completing_it_takes(client):
    plain, ruled = make_course(), make_course(steps_needed=3, pass_mark=60, attendance_share=75)

    pages = [client.get(course.url).content.decode() for course in (plain, ruled)]

    assert [" 75 %" in page and " 60 %" in page for page in pages] == [False, True]


RULES = st.fixed_dictionaries(
    {
        "steps_needed": st.sampled_from([None, 1, 2, 9]),
        "pass_mark": st.sampled_from([None, 1, 100]),
        "attendance_share": st.sampled_from([None, 1, 100]),
    }
)
OF_LESSONS = st.fixed_dictionaries(
    {
        "required": st.booleans(),
        "done_by": st.sampled_from(["reader", "session"]),
        "least_minutes": st.sampled_from([0, 600]),
        "live": st.just(True),
    }
)
ACTS = st.one_of(st.sampled_from(["lesson", "quiz", "attend", "absent", "sweep"]), RULES, OF_LESSONS)


def test_no_change_of_rules_takes_a_completion_away():
    course = make_course()
    module = make_module(course)
    lesson, quiz, session = make_lesson(module), make_quiz(module, questions=[make_question()]), make_session()

    def act(what, enrollment, now):
        person = enrollment.person
        match what:
            case "lesson":
                try:
                    complete_lesson(person=person, lesson=LessonPage.objects.get(pk=lesson.pk), now=now)
                except NotYetDone:
                    return
            case "quiz":
                pass_quiz(person, quiz, now=now)
            case "attend" | "absent":
                attend(person, session, status="present" if what == "attend" else "absent", now=now)
            case "sweep":
                complete_all(now=now)
            case {"pass_mark": _mark}:
                CoursePage.objects.filter(pk=course.pk).update(**what)
            case _:
                LessonPage.objects.filter(pk=lesson.pk).update(**what)

    @settings(max_examples=25)
    @given(st.lists(ACTS, min_size=3, max_size=12))
    def whatever_happens(acts):
        enrollment = make_learner(course)
        CohortSession.objects.create(cohort=enrollment.cohort, session=session, lesson=lesson)
        before, first = [False, False], None
        for minutes, what in enumerate(acts):
            act(what, enrollment, NOON + minutes * MINUTE)
            after = done_of(enrollment.person, course)
            assert [done for done, was in zip(after, before, strict=True) if was] == [True] * sum(before)
            assert first is None or completed_at(enrollment) == first
            before, first = after, completed_at(enrollment)

    whatever_happens()
