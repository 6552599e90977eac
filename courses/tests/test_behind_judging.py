"""Why somebody is behind, as a pure function: there is always a reason, and it is told whose turn it is."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.behind.judging import (
    MOST,
    Due,
    Known,
    Meeting,
    Reason,
    Tries,
    Turn,
    Why,
    Work,
    held_up,
    is_theirs,
    reasons_of,
)
from courses.opening.judging import Closing, closed_on

from .test_opening_judging import BEGINS, NOW, courses, path_of

DAY = timedelta(days=1)
LESSON, QUIZ, TASK = {}, {"questions": 3}, {"is_assignment": True}
moments = st.integers(-30, 30).map(lambda days: NOW + days * DAY)
some = st.one_of(st.none(), moments)
tries = st.builds(Tries, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), some, st.just(1))
works = st.builds(Work, some, some, st.just(1))
dues = st.builds(Due, moments, st.booleans())


def path(*kinds):
    """One module of required steps that are not done."""
    return path_of([[(True, False, kind) for kind in kinds]])


def told(path, known=None, *, meetings=(), share=None, steps_needed=None):
    """What is told of somebody who has begun, unless they have not: the kind of each reason."""
    known = known or Known(is_begun=True)
    return [reason.why for reason in reasons(path, known, meetings=meetings, share=share, steps_needed=steps_needed)]


def reasons(path, known, *, meetings=(), share=None, steps_needed=None):
    held = held_up(path, known, steps_needed=steps_needed, meetings=meetings, now=NOW)
    return reasons_of(held, known, meetings=meetings, share=share, now=NOW)


def meeting(pk=1, *, days=-1, **fields):
    starts = NOW + days * DAY
    return Meeting(pk, "Разом", starts, starts + timedelta(hours=1), **fields)


@st.composite
def people(draw):
    """A course with rules, and somebody of whom anything may be known."""
    path, rules = draw(courses())
    keys = [item.pk for item in path.items]
    by_key = st.sampled_from(keys or [0])
    gone = set(draw(st.lists(by_key)))
    lessons = [item.pk for item in path.items if not item.is_quiz and not item.is_assignment]
    meetings = [
        meeting(pk, days=draw(st.integers(-9, 9)), is_decided=draw(st.booleans()), is_needed=draw(st.booleans()),
                lesson=draw(st.sampled_from([None, *lessons])))
        for pk in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    known = Known(
        done={item.pk for item in path.items if item.done},
        tries=draw(st.dictionaries(by_key, tries)),
        works=draw(st.dictionaries(by_key, works)),
        dues=draw(st.dictionaries(by_key, dues)),
        credited=set(draw(st.lists(st.integers(0, 1)))),
        closed=closed_on(path, rules=rules, begins=BEGINS, gone=gone, kept=set(), now=NOW),
        is_begun=draw(st.booleans()),
        ended_at=draw(some),
    )
    return path, known, meetings


@settings(max_examples=200)
@given(people(), st.one_of(st.none(), st.integers(1, 5)), st.one_of(st.none(), st.integers(1, 100)))
def test_who_has_not_completed_the_course_always_has_a_reason_and_few_of_them(somebody, steps_needed, share):
    path, known, meetings = somebody

    found = reasons(path, known, meetings=meetings, share=share, steps_needed=steps_needed)

    assert 1 <= len(found) <= MOST
    assert len(set(found)) == len(found)
    for reason in found:
        assert reason.step is None or reason.step.pk not in known.done
        assert (reason.why == Why.TO_MARK) <= (reason.key is not None)
        assert reason.turn != Turn.TIME or not is_theirs(found)
    told_once = [reason.why for reason in found if reason.why in (Why.NEXT, Why.CLOSED, Why.AHEAD)]
    assert len(set(told_once)) == len(told_once)


def test_who_has_done_nothing_has_not_begun_and_what_is_overdue_is_told_besides():
    steps = path(LESSON, TASK)
    task = steps.items[1]
    late = {"dues": {task.pk: Due(NOW - DAY)}}

    assert told(steps, Known()) == [Why.NOT_BEGUN]
    assert told(steps, Known(**late)) == [Why.NOT_BEGUN, Why.OVERDUE]
    assert told(steps, Known(is_begun=True, **late)) == [Why.OVERDUE, Why.NEXT]


def test_a_quiz_that_was_failed_says_how_often_and_whether_it_may_be_tried_again():
    steps = path(QUIZ)
    quiz = steps.items[0]

    def of(*numbers):
        return reasons(steps, Known(is_begun=True, tries={quiz.pk: Tries(*numbers)}))

    assert of(0, 0) == (Reason(Why.NEXT, step=quiz),)
    assert of(2, 2) == (Reason(Why.FAILED, step=quiz, number=2),)
    assert of(2, 2, 3) == (Reason(Why.FAILED, step=quiz, number=2),)
    assert of(3, 3, 3) == (Reason(Why.USED_UP, step=quiz, number=3),)


def test_what_waits_for_a_mark_is_the_trainers_turn_and_not_theirs():
    quiz_and_task = path(QUIZ, TASK)
    quiz, task = quiz_and_task.items
    known = Known(
        is_begun=True,
        tries={quiz.pk: Tries(1, 2, 2, waits_since=NOW - DAY, key=7)},
        works={task.pk: Work(waits_since=NOW - 2 * DAY, key=8)},
        dues={task.pk: Due(NOW - DAY, refuses=True)},
    )

    found = reasons(quiz_and_task, known)

    assert [(reason.why, reason.key, reason.turn) for reason in found] == [
        (Why.TO_MARK, 7, Turn.TRAINERS),
        (Why.TO_MARK, 8, Turn.TRAINERS),
    ]
    assert not is_theirs(found)
    both = path(TASK, LESSON)
    works = {both.items[0].pk: Work(waits_since=NOW)}
    assert told(both, Known(is_begun=True, works=works)) == [Why.NEXT, Why.TO_MARK]  # they can go on meanwhile


def test_an_assignment_is_overdue_returned_or_lost():
    steps = path(TASK)
    key = steps.items[0].pk

    def of(*, due=None, refuses=False, returned=None):
        dues = {key: Due(due, refuses)} if due else {}
        return told(steps, Known(is_begun=True, dues=dues, works={key: Work(returned_at=returned)}))

    assert of() == of(due=NOW + DAY) == [Why.NEXT]
    assert of(due=NOW) == [Why.OVERDUE]
    assert of(due=NOW, refuses=True) == of(due=NOW, refuses=True, returned=NOW) == [Why.LOST]
    assert of(returned=NOW) == of(returned=NOW, due=NOW) == [Why.RETURNED]


def test_a_session_is_ahead_not_decided_or_missed_also_where_a_lesson_is_done_by_it():
    steps = path(LESSON)
    lesson = steps.items[0]
    done = Known(is_begun=True, done={lesson.pk})

    for own in (None, lesson.pk):
        known = done if own is None else Known(is_begun=True)
        assert told(steps, known, meetings=[meeting(days=1, lesson=own)]) == [Why.AHEAD]
        assert told(steps, known, meetings=[meeting(lesson=own)]) == [Why.UNDECIDED]
        assert told(steps, known, meetings=[meeting(lesson=own, is_decided=True)]) == [Why.MISSED]
    missed, came = meeting(1, is_decided=True), meeting(2, is_decided=True)
    known = Known(is_begun=True, done={lesson.pk}, credited={2})
    assert told(steps, known, meetings=[missed, came]) == [Why.MISSED]
    assert told(steps, known, meetings=[missed, came], share=50) == [Why.NOTHING_LEFT]
    assert told(steps, known, meetings=[meeting(1, is_decided=True, is_needed=False)]) == [Why.NOTHING_LEFT]


def test_time_is_told_only_where_nobody_can_do_anything():
    steps = path_of([[(True, False, {})], [(True, False, {})]])
    first, second = steps.items
    waits = {second.pk: (Closing(opens_at=NOW + DAY),)}
    assert told(steps, Known(is_begun=True, closed=waits)) == [Why.NEXT]
    assert told(steps, Known(is_begun=True, done={first.pk}, closed=waits)) == [Why.CLOSED]
    before = {second.pk: (Closing(first=first, left=1),)}
    assert reasons(steps, Known(is_begun=True, closed=before)) == (Reason(Why.NEXT, step=first),)


def test_when_their_time_is_over_that_comes_first():
    known = Known(is_begun=True, ended_at=NOW)

    assert told(path(LESSON), known) == [Why.OVER, Why.NEXT]
    assert told(path(LESSON), Known(is_begun=True, ended_at=NOW + DAY)) == [Why.NEXT]


def test_of_so_many_steps_only_so_many_are_asked_for_and_then_the_mark_is():
    steps = path(LESSON, LESSON)
    known = Known(is_begun=True, done={steps.items[0].pk}, mark=(54, 60))

    assert told(steps, known) == [Why.NEXT]
    assert told(steps, known, steps_needed=1) == [Why.LOW_MARK]
