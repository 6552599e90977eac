"""The path of a course, and how far one person is on it."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Page

from courses.enrollment import withdraw
from courses.exceptions import LearningRefused
from courses.finishing import enough_steps
from courses.models import CoursePage, LessonCompletion
from courses.progress import complete_lesson, progress_of, progress_of_many
from courses.questions.codec import from_json
from courses.questions.marking import right_answer
from courses.quizzes import finish_attempt, save_answer, start_attempt
from webinars.tests.factories import NOON, make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_lesson, make_module, make_quiz

pytestmark = pytest.mark.django_db


def pass_quiz(person, quiz, *, now=NOON):
    """Answer everything rightly."""
    attempt = start_attempt(person=person, quiz=quiz, now=now)
    for position, entry in enumerate(attempt.snapshot):
        save_answer(attempt=attempt, position=position, given=right_answer(from_json(entry)), now=now)
    return finish_attempt(attempt=attempt, now=now)


@pytest.fixture
def course():
    """Two modules: two lessons and a quiz, then one lesson."""
    course = make_course()
    first, second = make_module(course, title="Перший"), make_module(course, title="Другий")
    make_lesson(first, title="1.1")
    make_lesson(first, title="1.2")
    make_quiz(first, title="1.3")
    make_lesson(second, title="2.1")
    return CoursePage.objects.get(pk=course.pk)  # the tree's counters as they are now


@pytest.fixture
def learner(course):
    return make_enrollment(make_cohort(course, now=NOON), now=NOON).person


def titles(progress):
    return [item.title for item in progress.items]


def done(progress):
    return [item.title for item in progress.items if item.done]


def step(course, title):
    """The page of a step, as it is now."""
    return Page.objects.descendant_of(course).get(title=title).specific


def test_the_path_follows_the_tree_whatever_the_order_of_making(course):
    make_lesson(course.get_children().get(title="Перший"), title="1.4")

    progress = progress_of(person=None, course=course)

    assert [module.title for module in progress.modules] == ["Перший", "Другий"]
    assert titles(progress) == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert (progress.total, progress.done_count, progress.next.title) == (5, 0, "1.1")


def test_moving_a_lesson_moves_its_step(course):
    step(course, "2.1").move(step(course, "1.1"), "left")

    assert titles(progress_of(person=None, course=course)) == ["2.1", "1.1", "1.2", "1.3"]


def test_steps_have_the_addresses_of_their_pages(course):
    progress = progress_of(person=None, course=course)

    assert [item.url for item in progress.items] == [step(course, title).url for title in titles(progress)]


@pytest.mark.parametrize(("title", "left"), [("1.2", ["1.1", "1.3", "2.1"]), ("Перший", ["2.1"])])
def test_what_is_not_published_is_no_step(course, title, left):
    course.get_descendants().get(title=title).unpublish()

    assert titles(progress_of(person=None, course=course)) == left


def test_progress_is_counted_in_steps_and_names_the_next(course, learner):
    complete_lesson(person=learner, lesson=step(course, "1.2"), now=NOON)

    progress = progress_of(person=learner, course=course)

    assert (done(progress), progress.done_count, progress.next.title) == (["1.2"], 1, "1.1")
    assert progress.place_of(step(course, "1.3")) == 2
    assert progress.place_of(course) is None


def test_at_the_end_of_the_path_nothing_comes_next(course, learner):
    for title in ("1.1", "1.2", "2.1"):
        complete_lesson(person=learner, lesson=step(course, title), now=NOON)
    pass_quiz(learner, step(course, "1.3"))

    progress = progress_of(person=learner, course=course)

    assert (progress.next, enough_steps(progress, course)) == (None, True)


def test_a_failed_quiz_is_not_done(course, learner):
    attempt = start_attempt(person=learner, quiz=step(course, "1.3"), now=NOON)
    finish_attempt(attempt=attempt, now=NOON)

    assert done(progress_of(person=learner, course=course)) == []


def test_one_sees_ones_own_progress(course, learner):
    complete_lesson(person=learner, lesson=step(course, "1.1"), now=NOON)

    assert done(progress_of(person=make_person(), course=course)) == done(progress_of(person=None, course=course)) == []


def test_progress_until_a_moment_leaves_out_what_came_at_it_or_after(course, learner):
    complete_lesson(person=learner, lesson=step(course, "1.1"), now=NOON - DAY)
    complete_lesson(person=learner, lesson=step(course, "1.2"), now=NOON)
    pass_quiz(learner, step(course, "1.3"), now=NOON)

    assert done(progress_of(person=learner, course=course, until=NOON)) == ["1.1"]
    assert done(progress_of(person=learner, course=course)) == ["1.1", "1.2", "1.3"]


def test_a_lesson_is_done_once_at_its_first_moment(course, learner):
    lesson = step(course, "1.1")

    first = complete_lesson(person=learner, lesson=lesson, now=NOON)
    again = complete_lesson(person=learner, lesson=lesson, now=NOON + DAY)

    assert first == again
    assert LessonCompletion.objects.get().completed_at == NOON


def test_who_is_not_enrolled_keeps_no_progress(course):
    with pytest.raises(LearningRefused, match="Enroll"):
        complete_lesson(person=make_person(), lesson=step(course, "1.1"), now=NOON)

    assert not LessonCompletion.objects.exists()


def test_an_enrollment_elsewhere_does_not_count(course):
    elsewhere = make_enrollment(now=NOON).person

    with pytest.raises(LearningRefused):
        complete_lesson(person=elsewhere, lesson=step(course, "1.1"), now=NOON)


def test_what_was_learned_outlives_leaving_and_coming_back(course, learner):
    complete_lesson(person=learner, lesson=step(course, "1.1"), now=NOON)
    withdraw(person=learner, cohort=course.cohorts.get(), now=NOON)

    with pytest.raises(LearningRefused):
        complete_lesson(person=learner, lesson=step(course, "1.2"), now=NOON)
    make_enrollment(make_cohort(course, now=NOON), learner, now=NOON)
    complete_lesson(person=learner, lesson=step(course, "1.2"), now=NOON)

    assert done(progress_of(person=learner, course=course)) == ["1.1", "1.2"]


def test_the_database_itself_keeps_one_row_a_lesson(course, learner):
    completion = complete_lesson(person=learner, lesson=step(course, "1.1"), now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        LessonCompletion.objects.create(person=learner, lesson=completion.lesson, completed_at=NOON)


def test_three_courses_take_as_many_queries_as_one(course, learner, django_assert_num_queries):
    others = [make_course(), make_course()]
    for other in others:
        make_lesson(make_module(other), title="Інший")
    progress_of(person=learner, course=course)

    with django_assert_num_queries(1):
        one = progress_of(person=learner, course=course)
    with django_assert_num_queries(1):
        many = progress_of_many(person=learner, courses=[course, *others])

    assert titles(many[course.pk]) == titles(one)
    assert [titles(many[other.pk]) for other in others] == [["Інший"], ["Інший"]]
    assert progress_of_many(person=learner, courses=[]) == {}
