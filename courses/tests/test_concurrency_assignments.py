"""Work handed in and marked twice at once: real connections to PostgreSQL."""

import pytest

from courses.assignments.submitting import save_draft, submit
from courses.exceptions import LearningRefused, MarkRefused
from courses.models import Mark, Submission
from webinars.tests.factories import NOON

from .connections import at_once
from .test_assignments import give, hand_in, make_assignment, make_learner

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_graders_at_once_leave_one_mark():
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))

    results = at_once(lambda: give(submission, points=9), lambda: give(submission, points=7))

    assert sorted(isinstance(result, MarkRefused) for result in results) == [False, True]
    assert Mark.objects.get() in results


def test_work_sent_twice_at_once_is_handed_in_once():
    assignment = make_assignment()
    person = make_learner(assignment)
    save_draft(person=person, assignment=assignment, text="Шановна радо!", now=NOON)

    results = at_once(*[lambda: submit(person=person, assignment=assignment, now=NOON)] * 2)

    assert sorted(isinstance(result, LearningRefused) for result in results) == [False, True]
    assert Submission.objects.submitted().count() == 1
