"""Assignments as verbs: drafts, due dates, marks, and what they do to the path."""

import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from courses.assignments.due import days_late, due_of
from courses.assignments.marking import mark
from courses.assignments.submitting import save_draft, submit
from courses.exceptions import LearningRefused, MarkRefused
from courses.models import AssignmentPage, Criterion, Level, Mark, Submission
from courses.progress import progress_of
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import (
    DAY,
    _add,
    make_cohort,
    make_course,
    make_enrollment,
    make_module,
    make_staff,
    prose,
)

pytestmark = pytest.mark.django_db
_number = itertools.count(1)


def in_order(levels):
    return [Level(title=str(points), points=points, sort_order=place) for place, points in enumerate(levels)]


def make_assignment(module=None, *, rubric=None, **fields):
    fields = {"slug": f"zavdannia-{next(_number)}", "title": "Напишіть звернення", "body": prose("Пишіть."), **fields}
    page = AssignmentPage(**fields)
    page.criteria = [
        Criterion(title=title, sort_order=place, levels=in_order(levels))
        for place, (title, levels) in enumerate((rubric or {}).items())
    ]
    return _add(module or make_module(make_course()), page)


def make_learner(assignment, **fields):
    return make_enrollment(make_cohort(assignment.course, **fields)).person


def hand_in(assignment, person, *, text="Шановна радо!", now=None):
    now = now or timezone.now()
    save_draft(person=person, assignment=assignment, text=text, now=now)
    return submit(person=person, assignment=assignment, now=now)


def give(submission, *, accepted=True, points=8, comment="Добре.", by=None, **more):
    return mark(
        submission=submission,
        by=by or make_staff(COORDINATORS),
        accepted=accepted,
        points=points,
        comment=comment,
        now=timezone.now(),
        **more,
    )


def is_done(assignment, person):
    return progress_of(person=person, course=assignment.course).items[0].done


def test_an_accepted_assignment_is_a_step_done_and_completes_the_course():
    assignment = make_assignment()
    enrollment = make_enrollment(make_cohort(assignment.course))
    submission = hand_in(assignment, enrollment.person)
    assert not is_done(assignment, enrollment.person)

    give(submission)

    enrollment.refresh_from_db()
    assert is_done(assignment, enrollment.person)
    assert enrollment.completed_at is not None


def test_a_returned_one_is_not_done_and_may_be_handed_in_again():
    assignment = make_assignment()
    person = make_learner(assignment)
    give(hand_in(assignment, person), accepted=False, points=3)

    second = hand_in(assignment, person)

    assert (second.number, is_done(assignment, person)) == (2, False)


def test_a_returned_one_is_final_where_it_is_handed_in_once():
    assignment = make_assignment(resubmission=False)
    person = make_learner(assignment)
    give(hand_in(assignment, person), accepted=False, points=3)

    with pytest.raises(LearningRefused, match="once only"):
        hand_in(assignment, person)


def test_the_same_work_is_not_handed_in_twice():
    assignment = make_assignment()
    person = make_learner(assignment)
    hand_in(assignment, person)

    with pytest.raises(LearningRefused, match="handed in"):
        submit(person=person, assignment=assignment, now=timezone.now())
    assert Submission.objects.count() == 1


def test_nothing_is_handed_in_by_who_is_not_enrolled_or_wrote_nothing():
    assignment = make_assignment()

    with pytest.raises(LearningRefused, match="Enroll"):
        hand_in(assignment, make_person())
    with pytest.raises(LearningRefused, match="nothing"):
        hand_in(assignment, make_learner(assignment), text="  ")


def test_it_is_due_at_the_end_of_a_day_in_kyiv_or_on_the_cohorts_own_date():
    assignment = make_assignment(due_days=7)
    enrollment = make_enrollment(make_cohort(assignment.course))
    last = enrollment.cohort.starts_on + timedelta(days=7)
    kyiv = ZoneInfo("Europe/Kyiv")
    assert due_of(assignment=assignment, person=enrollment.person) == datetime(
        last.year, last.month, last.day, 23, 59, tzinfo=kyiv
    )

    own = timezone.now() + DAY
    assignment.due_rows.create(cohort=enrollment.cohort, due_at=own)
    assignment.save()

    assert due_of(assignment=assignment, person=enrollment.person) == own


@pytest.mark.parametrize(
    ("late", "days"), [(-DAY, 0), (0 * DAY, 0), (timedelta(seconds=1), 1), (DAY, 1), (1.5 * DAY, 2)]
)
def test_a_day_begun_is_a_day_late(late, days):
    due = timezone.now()

    assert days_late(due=due, now=due + late) == days
    assert days_late(due=None, now=due) == 0


def overdue(**fields):
    assignment = make_assignment(**fields)
    enrollment = make_enrollment(make_cohort(assignment.course))
    assignment.due_rows.create(cohort=enrollment.cohort, due_at=timezone.now() - 1.5 * DAY)
    assignment.save()
    return assignment, enrollment.person


def test_what_is_late_is_noted_or_costs_points():
    noted = hand_in(*overdue())
    costly = hand_in(*overdue(late_rule="percent", late_percent=10))

    assert (noted.days_late, give(noted, points=10).points) == (2, 10)
    made = give(costly, points=10)
    assert (made.points, made.taken_off) == (8, 2)


def test_what_is_late_may_be_refused_and_the_draft_is_kept():
    assignment, person = overdue(late_rule="refused")

    with pytest.raises(LearningRefused, match="not accepted late"):
        hand_in(assignment, person)
    assert Submission.objects.drafts().get().text == "Шановна радо!"


def test_the_rubric_makes_the_points_and_keeps_its_words():
    assignment = make_assignment(rubric={"Мета": (0, 5), "Мова": (1, 4)})
    submission = hand_in(assignment, make_learner(assignment))
    first, second = assignment.criteria.all()
    levels = {first.pk: first.levels.get(points=5).pk, second.pk: second.levels.get(points=1).pk}

    with pytest.raises(MarkRefused, match="each criterion"):
        give(submission, levels={first.pk: levels[first.pk]})
    made = give(submission, points=None, levels=levels)

    assert made.points == 6
    assert made.rubric[0] == {"criterion": "Мета", "level": "5", "points": 5, "of": 5, "comment": ""}


def test_a_second_mark_changes_nothing_and_says_whose_the_first_is():
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))
    first = give(submission, points=9)

    with pytest.raises(MarkRefused, match=first.by.email):
        give(submission, points=7)
    assert Mark.objects.get().points == 9


@pytest.mark.parametrize(
    "wrong", [{"points": 11}, {"points": None}, {"points": 5}, {"accepted": False, "comment": " "}], ids=str
)
def test_a_mark_out_of_the_rules_is_refused(wrong):
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))

    with pytest.raises(MarkRefused):
        give(submission, **wrong)
    assert not Mark.objects.exists()


def test_a_mail_says_that_it_is_marked(django_capture_on_commit_callbacks):
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        give(submission, comment="Таємниця")

    (letter,) = mail.outbox
    assert letter.to == [submission.person.email]
    assert assignment.title in letter.subject
    assert assignment.url in letter.body
    assert "Таємниця" not in letter.body
