"""Works allotted twice at once, and a reader who gives and gives back: real connections to PostgreSQL."""

import pytest
from django.utils import timezone

from courses.enrollment import withdraw
from courses.exceptions import MarkRefused
from courses.models import PeerReview
from courses.peers.allotting import allot, allot_all, remind_all
from courses.peers.reviewing import give_back

from .connections import at_once, one_inside_the_other
from .factories import DAY
from .test_peers import make_peers, one_more, write

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_allot_at_once_give_each_work_its_readers_once():
    assignment, cohort, works = make_peers()

    def once():
        return len(allot(assignment=assignment, cohort=cohort, now=timezone.now()))

    assert sorted(at_once(once, once)) == [0, 8]
    one_more(assignment, cohort)
    assert one_inside_the_other(once, once) == 0
    assert {work.peer_reviews.count() for work in works} <= {2, 3}


def test_who_gives_and_gives_back_at_once_does_one_of_both():
    make_peers()
    allot_all(now=timezone.now())
    review = PeerReview.objects.first()

    results = at_once(lambda: write(review), lambda: give_back(review=review, now=timezone.now()))

    review.refresh_from_db()
    assert sorted(isinstance(result, MarkRefused) for result in results) == [False, True]
    assert (review.given_at is None) != (review.withdrawn_at is None)


def test_who_leaves_while_works_are_allotted_is_replaced_by_the_next_sweep():
    assignment, cohort, works = make_peers()
    allot_all(now=timezone.now())
    gone = works[0].person

    at_once(
        lambda: withdraw(person=gone, cohort=cohort, now=timezone.now(), by=None),
        lambda: allot(assignment=assignment, cohort=cohort, now=timezone.now()),
    )
    allot_all(now=timezone.now())

    assert not gone.peer_reviews.standing().exists()
    assert all(work.peer_reviews.standing().count() >= 2 for work in works[1:])


def test_two_sweeps_at_once_remind_once():
    make_peers()
    allot_all(now=timezone.now())
    near = PeerReview.objects.first().due_at - DAY

    assert sorted(at_once(*[lambda: remind_all(now=near)] * 2)) == [0, 4]
