"""Words sent, reported and judged twice at once: real connections to PostgreSQL."""

from datetime import timedelta

import pytest

from courses.discussion import digests, posting
from courses.discussion.moderating import hide, report
from courses.discussion.posting import change, take_back
from courses.exceptions import PostRefused
from courses.models import Digest, Post, PostReport
from webinars.tests.factories import NOON

from .connections import at_once
from .discussions import answered, asked, make_discussed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_question_sent_twice_at_once_is_one():
    scene = make_discussed()

    first, second = at_once(*[lambda: asked(scene, now=NOON)] * 2)

    assert first == second == Post.objects.get()


def test_the_limit_of_a_day_holds(monkeypatch):
    monkeypatch.setattr(posting, "MOST_A_DAY", 1)
    scene = make_discussed()

    results = at_once(*[lambda text=text: asked(scene, text, now=NOON) for text in ("Перше", "Друге")])

    assert sorted(isinstance(result, PostRefused) for result in results) == [False, True]


def test_a_question_is_not_answered_after_it_was_taken_back():
    scene = make_discussed()
    question = asked(scene, now=NOON)

    at_once(
        lambda: take_back(post=question, now=NOON),
        lambda: answered(question, person=scene.petro, now=NOON),
        lambda: change(post=question, text="Інше", now=NOON),
    )

    question.refresh_from_db()
    assert (question.text, question.withdrawn_at) == ("", NOON)


def test_two_reports_and_two_trainers_at_once_leave_one_of_each():
    scene = make_discussed()
    question = asked(scene, now=NOON)

    at_once(*[lambda: report(post=question, person=scene.petro, reason="Реклама", now=NOON)] * 2)
    at_once(*[lambda why=why: hide(post=question, by=None, reason=why, now=NOON) for why in ("Одне", "Друге")])

    assert PostReport.objects.count() == 1
    assert Post.objects.get().hidden_reason in ("Одне", "Друге")


def test_two_sweeps_at_once_leave_one_mail(mailoutbox):
    scene = make_discussed()
    asked(scene, now=NOON)
    mailoutbox.clear()

    at_once(*[lambda: digests.leave_due(now=NOON + timedelta(days=1))] * 2)

    assert Digest.objects.count() == 1
    assert [message.to for message in mailoutbox] == [[scene.trainer.email]]
