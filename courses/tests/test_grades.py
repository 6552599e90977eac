"""Marks of a course as verbs: what counts how much, what a trainer sets instead, and that nothing measured is lost."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from courses.exceptions import LearningRefused, MarkRefused
from courses.gradebook.marks import Cell, Item, cells_of, items_of, overall, so_far
from courses.gradebook.overriding import override_mark, withdraw_override
from courses.marking import mark_attempt
from courses.models import GradeOverride, Mark
from courses.questions.values import Essay
from courses.quizzes import finish_attempt, save_answer, start_attempt
from people.roles import COORDINATORS
from webinars.tests.factories import NOON

from .factories import keep, make_cohort, make_course, make_enrollment, make_module, make_quiz, make_staff, make_trainer
from .test_assignments import give, hand_in, make_assignment
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db
PERCENTS = st.none() | st.decimals(0, 100, places=2)


class Scene:
    """A course of a quiz that weighs one and an assignment that weighs three, with somebody in it and a trainer."""

    def __init__(self, **fields):
        self.course = make_course(**fields)
        module = make_module(self.course)
        self.quiz = make_quiz(module, required=False)
        self.assignment = make_assignment(module, grade_weight=3, required=False)
        self.place = make_enrollment(make_cohort(self.course))
        self.person = self.place.person
        self.trainer = make_trainer(self.course)

    @property
    def cells(self):
        return cells_of(person=self.person, course=self.course)

    def set_mark(self, percent, *, item=None, by=None, reason="Усно відповіли на запитання."):
        return override_mark(
            person=self.person,
            course=self.course,
            item=(item or self.assignment).pk,
            percent=Decimal(percent),
            reason=reason,
            by=by or self.trainer.user,
            now=timezone.now(),
        )

    def withdraw(self, by=None):
        withdraw_override(
            person=self.person,
            course=self.course,
            item=self.assignment.pk,
            by=by or self.trainer.user,
            now=timezone.now(),
        )


@pytest.fixture
def scene():
    return Scene()


def test_items_stand_in_order_with_their_shares(scene):
    make_assignment(make_module(scene.course, live=False))

    assert [(item.pk, item.share) for item in items_of(scene.course)] == [
        (scene.quiz.pk, Decimal(25)),
        (scene.assignment.pk, Decimal(75)),
    ]


def test_an_item_of_no_weight_is_shown_and_does_not_count(scene):
    type(scene.assignment).objects.update(grade_weight=0)
    pass_quiz(scene.person, scene.quiz, now=timezone.now())

    assert len(scene.cells) == 2
    assert overall(scene.cells) == 100


def test_what_is_missing_waits_or_is_returned_says_so(scene):
    assert [cell.is_missing for cell in scene.cells] == [True, True]
    submission = hand_in(scene.assignment, scene.person)
    assert (scene.cells[1].waits, scene.cells[1].is_missing, so_far(scene.cells)) == (True, False, None)

    give(submission, accepted=False, points=4)
    returned = scene.cells[1]
    assert (returned.measured, returned.returned, returned.waits) == (40, True, False)
    assert (overall(scene.cells), so_far(scene.cells)) == (30, 40)

    hand_in(scene.assignment, scene.person)
    assert (scene.cells[1].measured, scene.cells[1].waits) == (40, True)


def test_an_unread_essay_waits():
    scene = Scene()
    quiz = make_quiz(scene.quiz.module, questions=[keep(Essay(text="<p>Розкажіть.</p>"))])
    written(quiz, scene.person)

    assert scene.cells[-1].waits


def written(quiz, person):
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, given="Ось так.", now=NOON)
    return finish_attempt(attempt=attempt, now=NOON)


def test_a_mark_that_is_set_counts_and_the_measured_one_stays(scene):
    give(hand_in(scene.assignment, scene.person), points=8)
    made = scene.set_mark("90.5")

    cell = scene.cells[1]
    assert (cell.percent, cell.measured, cell.waits) == (Decimal("90.5"), 80, False)
    assert Mark.objects.get().points == 8
    entry = ModelLogEntry.objects.get(action="courses.grade.override")
    assert (entry.user, entry.data["reason"]) == (scene.trainer.user, made.reason)


def test_set_again_and_withdrawn_all_of_it_is_kept(scene):
    scene.set_mark(50)
    scene.set_mark(60, reason="Помилка в підрахунку.")
    assert scene.cells[1].percent == 60

    scene.withdraw()

    assert scene.cells[1].percent is None
    assert [row.percent for row in GradeOverride.objects.all()] == [60, 50]
    assert not GradeOverride.objects.in_force().exists()
    assert ModelLogEntry.objects.filter(action="courses.grade.withdraw").count() == 2


@pytest.mark.parametrize(("percent", "reason"), [(50, "  "), (101, "Так."), (-1, "Так.")])
def test_without_a_reason_or_out_of_bounds_nothing_is_set(scene, percent, reason):
    with pytest.raises(MarkRefused):
        scene.set_mark(percent, reason=reason)
    assert not GradeOverride.objects.exists()


def test_a_step_of_another_course_is_refused(scene):
    with pytest.raises(MarkRefused, match="not in the course"):
        scene.set_mark(50, item=make_quiz())


def test_nobody_marks_what_is_their_own():
    scene = Scene()
    scene.person = make_enrollment(scene.place.cohort, scene.trainer).person
    essay = make_quiz(scene.quiz.module, questions=[keep(Essay(text="<p>Розкажіть.</p>"))])
    submission, attempt = hand_in(scene.assignment, scene.trainer), written(essay, scene.trainer)
    by = scene.trainer.user

    with pytest.raises(MarkRefused, match="your own work"):
        give(submission, by=by)
    with pytest.raises(LearningRefused, match="your own work"):
        mark_attempt(attempt=attempt, marks={0: (Decimal(1), "")}, by=by, now=NOON)
    for act in (lambda: scene.set_mark(100), scene.withdraw):
        with pytest.raises(MarkRefused, match="your own mark"):
            act()
    attempt.refresh_from_db()
    assert attempt.waits_for_mark
    assert not Mark.objects.exists()
    assert not GradeOverride.objects.exists()
    scene.set_mark(70, by=make_staff(COORDINATORS))


def test_below_the_overall_mark_the_course_is_not_completed_and_an_override_completes_it():
    scene = Scene(pass_mark=60)
    pass_quiz(scene.person, scene.quiz, now=timezone.now())
    scene.place.refresh_from_db()
    assert scene.place.completed_at is None

    scene.set_mark(50)
    scene.place.refresh_from_db()
    completed = scene.place.completed_at
    assert completed is not None

    scene.withdraw()
    scene.place.refresh_from_db()
    assert (overall(scene.cells), scene.place.completed_at) == (25, completed)


@given(st.lists(st.tuples(PERCENTS, st.integers(0, 9)), min_size=1, max_size=8))
def test_the_overall_mark_is_within_bounds_and_the_sum_of_what_each_step_adds(rows):
    total = sum(weight for _percent, weight in rows)
    cells = [
        Cell(Item(0, "", "", "", weight, Decimal(weight * 100) / total if total else Decimal(0)), percent)
        for percent, weight in rows
    ]
    whole, part = overall(cells), so_far(cells)
    assert (whole is None) == (total == 0)
    if whole is not None:
        assert 0 <= whole <= 100
        assert part is None or part >= whole - Decimal("1e-20")
        assert abs(sum(cell.adds for cell in cells) - whole) < Decimal("1e-15")
