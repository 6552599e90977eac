"""The trainer's queue and the page one marks on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Mark
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import make_course, make_staff, make_trainer
from .test_assignments import give, hand_in, make_assignment, make_learner

pytestmark = pytest.mark.django_db


def url(submission):
    return f"/t/submissions/{submission.pk}/"


def waiting(browser):
    return list(browser.get("/t/submissions/").context["page_obj"])


@pytest.fixture
def assignment():
    return make_assignment()


@pytest.fixture
def trainer(assignment):
    return make_trainer(assignment.course)


def test_what_waits_stands_in_the_queue_the_oldest_first(sign_in, assignment, trainer):
    now = timezone.now()
    new = hand_in(assignment, make_learner(assignment), now=now)
    old = hand_in(assignment, make_learner(assignment), now=now - timedelta(hours=1))
    give(hand_in(assignment, make_learner(assignment)))

    assert waiting(sign_in(trainer)) == [old, new]
    assert waiting(sign_in(make_staff(COORDINATORS))) == [old, new]


def test_nobody_else_marks_or_learns_that_there_is_something(client, sign_in, assignment):
    submission = hand_in(assignment, make_learner(assignment))
    assert client.get(url(submission)).url == f"/login/?next={url(submission)}"

    for outsider in (submission.person, make_trainer(make_course()), make_person()):
        browser = sign_in(outsider)
        assert waiting(browser) == []
        assert browser.post(url(submission), {"points": 9, "accept": "1"}).status_code == 404
    assert not Mark.objects.exists()


def test_a_trainer_returns_work_with_a_comment(sign_in, assignment, trainer):
    submission = hand_in(assignment, make_learner(assignment))
    browser = sign_in(trainer)

    assert browser.post(url(submission), {"points": 3, "return": "1", "comment": ""}).status_code == 422
    browser.post(url(submission), {"points": 3, "return": "1", "comment": "Додайте дату."})

    made = Mark.objects.get()
    assert (made.accepted, made.points, made.comment, made.by) == (False, 3, "Додайте дату.", trainer.user)


def test_a_rubric_is_marked_by_its_levels(sign_in):
    assignment = make_assignment(rubric={"Мета": (0, 5), "Мова": (1, 4)})
    submission = hand_in(assignment, make_learner(assignment))
    browser = sign_in(make_trainer(assignment.course))
    levels = {f"criterion_{one.pk}": one.levels.last().pk for one in assignment.criteria.all()}

    assert browser.post(url(submission), {"accept": "1"}).status_code == 422
    assert browser.post(url(submission), {"accept": "1", **levels}).status_code == 302
    assert Mark.objects.get().points == 9


def test_the_second_of_two_sees_who_was_first_and_changes_nothing(sign_in, assignment, trainer):
    submission = hand_in(assignment, make_learner(assignment))
    first = give(submission, points=9)

    response = sign_in(trainer).post(url(submission), {"points": 1, "return": "1", "comment": "Ні."})

    assert response.status_code == 422
    assert first.by.email in response.content.decode()
    assert Mark.objects.get().points == 9


def test_three_in_the_queue_take_as_many_queries_as_one(sign_in, queries_of, assignment, trainer):
    hand_in(assignment, make_learner(assignment))
    sign_in(trainer)
    one = queries_of("/t/submissions/")
    for _more in range(2):
        hand_in(assignment, make_learner(assignment))

    assert queries_of("/t/submissions/") == one
