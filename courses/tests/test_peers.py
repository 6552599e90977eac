"""Who reads whose work: the draw, when it is made, what is written, and who hears of it."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given as given_values
from hypothesis import strategies as st

from courses.enrollment import withdraw
from courses.exceptions import MarkRefused
from courses.models import PeerReview
from courses.peers.allotting import allot, allot_all, remind_all
from courses.peers.drawing import draw
from courses.peers.reviewing import advice_of, give, give_back, save, seen_by_trainer, show_or_hide
from courses.windows import WordsChanged, version_of
from people.roles import COORDINATORS

from .factories import DAY, make_cohort, make_enrollment, make_staff, make_trainer
from .test_assignments import give as mark
from .test_assignments import hand_in, make_assignment

keys = st.integers(0, 12).map(lambda number: list(range(number)))


@given_values(people=keys, each=st.integers(1, 5))
def test_at_first_all_read_and_are_read_alike_and_nobody_their_own(people, each):
    pairs = draw(people=people, each=each)
    as_many = max(min(each, len(people) - 1), 0)

    assert all(reader != author for reader, author in pairs)
    assert len(set(pairs)) == len(pairs) == as_many * len(people)
    for side in zip(*pairs, strict=True):
        assert set(Counter(side).values()) == {as_many}
    assert draw(people=people, each=each) == pairs


@given_values(people=keys, each=st.integers(1, 5), late=st.integers(0, 5), data=st.data())
def test_later_every_work_has_its_readers_whoever_comes_late_or_gives_back(people, each, late, data):
    late = list(range(100, 100 + late))
    first = draw(people=people, each=each)
    back = set(data.draw(st.lists(st.sampled_from(first), unique=True, max_size=4)) if first else [])
    taken = {pair: pair not in back for pair in first}

    everybody = [*people, *late]
    new = draw(people=everybody, taken=taken, each=each)

    standing = [pair for pair, stands in taken.items() if stands] + new
    assert not set(new) & set(taken)
    assert all(reader != author for reader, author in new)
    for place, key in enumerate(everybody):
        possible = len(everybody) - 1
        free_of_me = possible - sum(pair[1] == key for pair in back)
        assert sum(author == key for _reader, author in standing) >= min(each, free_of_me), place
    reads = Counter(reader for reader, _author in standing)
    assert draw(people=everybody, taken={**taken, **dict.fromkeys(new, True)}, each=each) == []
    if not back and len(people) > each:
        most = each + -(-each * len(late) // len(people))
        assert max(reads.values(), default=0) <= most


db = pytest.mark.django_db


def make_peers(number=4, *, readers=2, due=True, **fields):
    """An assignment that peers read, its cohort, and the works of ``number`` people; due a minute ago, or never."""
    assignment = make_assignment(peer_readers=readers, **fields)
    cohort, now = make_cohort(assignment.course), timezone.now()
    if due:
        assignment.due_rows.create(cohort=cohort, due_at=now - timedelta(minutes=1))
        assignment.save()
    return assignment, cohort, [one_more(assignment, cohort) for _number in range(number)]


def one_more(assignment, cohort, **words):
    person = make_enrollment(cohort).person
    return hand_in(assignment, person, now=timezone.now() - timedelta(hours=1), **words)


def allotted(*, number=4, readers=2, **fields):
    assignment, cohort, _works = make_peers(number, readers=readers, **fields)
    return allot(assignment=assignment, cohort=cohort, now=timezone.now())


def write(review, *, points=8, comment="Мета ясна.", verb=give, version="", levels=None):
    now = timezone.now()
    return verb(review=review, levels=levels or {}, points=points, comment=comment, version=version, now=now)


@db
def test_works_are_allotted_once_the_due_date_is_over_and_not_twice():
    assignment, cohort, works = make_peers()
    due = assignment.due_rows.get().due_at

    assert allot(assignment=assignment, cohort=cohort, now=due - DAY) == []
    assert [allot_all(now=timezone.now()) for _time in range(2)] == [8, 0]

    rows = PeerReview.objects.all()
    assert Counter(row.submission_id for row in rows) == dict.fromkeys([work.pk for work in works], 2)
    assert Counter(row.reader_id for row in rows) == dict.fromkeys([work.person_id for work in works], 2)
    assert all(row.due_at > due + 7 * DAY for row in rows)


@db
def test_without_a_due_date_they_are_allotted_once_enough_are_in():
    assignment, cohort, _works = make_peers(2, due=False)
    assert allot_all(now=timezone.now()) == 0

    one_more(assignment, cohort)

    assert allot_all(now=timezone.now()) == 6


@db
def test_nobody_reads_across_cohorts_or_where_peers_do_not_read():
    assignment, cohort, _works = make_peers(2)
    other = make_cohort(assignment.course)
    assignment.due_rows.create(cohort=other, due_at=timezone.now() - DAY)
    assignment.save()
    strangers = {one_more(assignment, other).person_id for _number in range(2)}
    make_peers(3, readers=0)

    allot_all(now=timezone.now())

    rows = PeerReview.objects.values_list("reader", "submission__person")
    assert len(rows) == 4
    assert all((reader in strangers) == (author in strangers) for reader, author in rows)


@db
def test_who_comes_late_reads_and_is_read_and_who_leaves_is_replaced():
    assignment, cohort, works = make_peers()
    allot_all(now=timezone.now())
    late = one_more(assignment, cohort)

    assert allot_all(now=timezone.now()) == 4
    assert (late.peer_reviews.count(), late.person.peer_reviews.count()) == (2, 2)

    gone = works[0].person
    write(gone.peer_reviews.first())
    withdraw(person=gone, cohort=cohort, now=timezone.now(), by=None)
    allot_all(now=timezone.now())

    assert gone.peer_reviews.standing().get().given_at is not None
    for work in [*works[1:], late]:
        assert work.peer_reviews.standing().count() >= 2


@db
def test_a_review_is_a_draft_until_it_is_given_once():
    review = allotted(rubric={"Мета": (0, 5), "Мова": (1, 5)})[0]
    first, second = review.submission.assignment.criteria.all()
    levels = {first.pk: first.levels.last().pk, second.pk: None}

    draft = write(review, levels=levels, points=None, comment="Почали", verb=save)
    assert (draft.given_at, draft.levels) == (None, {str(first.pk): levels[first.pk]})
    with pytest.raises(MarkRefused, match="each criterion"):
        write(review, levels=levels, version=version_of(draft))
    with pytest.raises(WordsChanged):
        write(review, levels=levels, comment="Інше", verb=save)
    levels[second.pk] = second.levels.first().pk
    done = write(review, levels=levels, points=None, version=version_of(draft))

    assert (done.points, done.rubric[0]["level"], done.comment) == (6, "5", "Мета ясна.")
    with pytest.raises(MarkRefused, match="stays as it is"):
        write(review, levels=levels, version=version_of(done))


@db
@pytest.mark.parametrize("wrong", [{"points": 11}, {"points": None}, {"comment": " "}], ids=str)
def test_a_review_out_of_the_rules_is_refused(wrong):
    review = allotted()[0]

    with pytest.raises(MarkRefused):
        write(review, **wrong)
    assert not PeerReview.objects.given().exists()


@db
def test_what_is_given_back_is_read_by_somebody_else():
    assignment, cohort, _works = make_peers()
    allot_all(now=timezone.now())
    review = PeerReview.objects.first()

    give_back(review=review, now=timezone.now())
    with pytest.raises(MarkRefused, match="not yours"):
        write(review)
    allot_all(now=timezone.now())

    readers = review.submission.peer_reviews.standing().values_list("reader", flat=True)
    assert len(readers) == 2 and review.reader_id not in readers
    assert review.reader.peer_reviews.count() == 2  # or one could leaf through the whole cohort


@db
def test_peers_advise_by_their_median_and_what_is_hidden_does_not_count():
    work = allotted(number=4, readers=3)[0].submission
    mine = [write(one, points=points) for one, points in zip(work.peer_reviews.all(), (3, 7, 9), strict=True)]
    trainer = make_trainer(work.assignment.course)
    assert advice_of(seen_by_trainer(work, trainer.user)) == 7

    for _twice in range(2):
        show_or_hide(review=mine[2], by=trainer.user, hidden=True, now=timezone.now())

    assert advice_of(seen_by_trainer(work, trainer.user)) == 5
    assert [one.pk for one in work.peer_reviews.for_author(now=timezone.now() + 30 * DAY)] == [
        one.pk for one in mine[:2]
    ]
    assert not hasattr(work, "mark") and mark(work, points=10, by=make_staff(COORDINATORS)).points == 10


@db
def test_one_mail_says_what_is_to_read_and_one_reminds(django_capture_on_commit_callbacks):
    assignment, cohort, works = make_peers(3)
    now = timezone.now()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        allot(assignment=assignment, cohort=cohort, now=now)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert len(mail.outbox) == len(letters) == 3
    assert all("/my/reviews/" in body and "2" in body for body in letters.values())
    assert not any(work.person.legal_name in body for body in letters.values() for work in works)

    for review in works[0].person.peer_reviews.all():
        write(review)
    mail.outbox.clear()
    due = PeerReview.objects.first().due_at
    moments = [now + DAY, due - DAY, due - DAY / 2, due + DAY]
    with django_capture_on_commit_callbacks(execute=True):
        sent = [remind_all(now=moment) for moment in moments]

    assert sent == [0, 2, 0, 0]
    assert {letter.to[0] for letter in mail.outbox} == {work.person.email for work in works[1:]}
