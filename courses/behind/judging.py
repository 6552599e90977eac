"""What holds one person up on the path, and whose turn it is: pure functions over plain values.

Who has not completed the course always has a reason. Its turn says who can do something about it now: the person
themselves, the trainer, or time alone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

MOST = 3  # reasons that are told of one person: it is read on a phone


class Turn(StrEnum):
    THEIRS = "theirs"
    TRAINERS = "trainers"
    TIME = "time"


class Why(StrEnum):
    """What it is, in the order in which it is told of somebody."""

    OVER = "over"  # their time for the course has passed
    NOT_BEGUN = "not_begun"
    USED_UP = "used_up"  # a quiz was failed for the last time
    FAILED = "failed"
    LOST = "lost"  # an assignment is not taken any more
    OVERDUE = "overdue"
    RETURNED = "returned"
    MISSED = "missed"  # a live session
    NEXT = "next"  # nothing is in the way
    TO_MARK = "to_mark"
    UNDECIDED = "undecided"  # attendance of a session that has ended
    LOW_MARK = "low_mark"
    CLOSED = "closed"
    AHEAD = "ahead"  # a live session is still to come
    NOTHING_LEFT = "nothing_left"  # the nightly sweep completes them


TURNS = {
    Why.TO_MARK: Turn.TRAINERS,
    Why.UNDECIDED: Turn.TRAINERS,
    Why.CLOSED: Turn.TIME,
    Why.AHEAD: Turn.TIME,
    Why.NOTHING_LEFT: Turn.TIME,
}
ORDER = {why: place for place, why in enumerate(Why)}
STANDS_FOR_ITSELF = (Why.NEXT, Why.CLOSED, Why.AHEAD)  # told once, of the first step alone


@dataclass(frozen=True)
class Reason:
    """``step`` is an item of the path, where it is about one; ``key`` is of what waits for a mark.

    The other values are what the words need.
    """

    why: Why
    step: object = None
    number: int = 0
    at: datetime | None = None
    closing: object = None
    live: object = None
    percent: tuple | None = None
    key: int | None = None

    @property
    def turn(self):
        return TURNS.get(self.why, Turn.THEIRS)


@dataclass(frozen=True)
class Tries:
    """What became of one person's attempts at a quiz. ``waits_since``, ``key``: of the oldest that waits for a mark."""

    failed: int = 0
    finished: int = 0
    allowed: int = 0
    waits_since: datetime | None = None
    key: int | None = None

    @property
    def are_used_up(self):
        return bool(self.allowed) and self.finished >= self.allowed


@dataclass(frozen=True)
class Work:
    """What one person last handed in for an assignment; ``returned_at`` is empty where it was not returned."""

    waits_since: datetime | None = None
    returned_at: datetime | None = None
    key: int | None = None


@dataclass(frozen=True)
class Due:
    """Until when an assignment is handed in; ``refuses``: it is not taken later."""

    at: datetime
    refuses: bool = False


@dataclass(frozen=True)
class Meeting:
    """A live session of the cohort. ``lesson``: the key of the step that attendance of it completes."""

    pk: int
    title: str
    starts_at: datetime
    ends_at: datetime
    is_decided: bool = False
    is_needed: bool = True
    lesson: int | None = None


@dataclass
class Known:
    """What is known of one person's way through a course; keys are those of steps and sessions.

    ``gone``: steps about which nothing is left to do though they are not done; ``credited``: sessions whose attendance
    counts; ``closed``: closings by key; ``mark``: (percent, needed) of an overall mark that is too low.
    """

    done: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    tries: dict = field(default_factory=dict)
    works: dict = field(default_factory=dict)
    dues: dict = field(default_factory=dict)
    credited: set = field(default_factory=set)
    closed: dict = field(default_factory=dict)
    is_begun: bool = False
    last_at: datetime | None = None
    ended_at: datetime | None = None
    mark: tuple | None = None


def held_up(path, known, *, steps_needed, meetings, now):
    """{key of a step that is needed and not done: what holds it up}, in the order of the path.

    Of the steps that nothing holds up it is the first alone: a beginner has sixty of them.
    """
    needed = [item for item in path.items if item.required]
    left = [item for item in needed if item.pk not in known.done]
    if len(needed) - len(left) >= min(steps_needed or len(needed), len(needed)):
        return {}
    told, held, has_next = {*known.closed, *(meeting.lesson for meeting in meetings)}, {}, False
    for item in left:
        is_plain = not (item.is_quiz or item.is_assignment or item.pk in told)
        if is_plain and has_next:
            continue
        reason = _reason(item, known, meetings=meetings, now=now)
        if reason.why != Why.NEXT or not has_next:
            held[item.pk] = reason
        has_next = has_next or reason.why == Why.NEXT
    return held


def reasons_of(held, known, *, meetings, share=None, now):
    """Why somebody who has not completed the course has not, what comes first first. ``held`` is by ``held_up``."""
    steps = list({reason.step.pk: reason for reason in held.values()}.values())
    found = [*steps, *_of_sessions(known, meetings=meetings, share=share, told=steps, now=now)]
    if known.mark and not steps:
        found.append(Reason(Why.LOW_MARK, percent=known.mark))
    if not known.is_begun and any(reason.why == Why.NEXT for reason in found):
        found = [Reason(Why.NOT_BEGUN), *(reason for reason in found if reason.why != Why.NEXT)]
    if known.ended_at and known.ended_at <= now:
        found = [Reason(Why.OVER, at=known.ended_at), *(reason for reason in found if reason.turn != Turn.TIME)]
    return shortened(found or [Reason(Why.NOTHING_LEFT)])


def shortened(reasons):
    """The few that are told: what somebody can do first, and time only where there is nothing else."""
    if any(reason.turn != Turn.TIME for reason in reasons):
        reasons = [reason for reason in reasons if reason.turn != Turn.TIME]
    told = []
    for reason in sorted(reasons, key=lambda reason: ORDER[reason.why]):
        if reason.why in STANDS_FOR_ITSELF and any(other.why == reason.why for other in told):
            continue
        told.append(reason)
    return tuple(told[:MOST])


def is_theirs(reasons):
    """Whether there is something the person themselves can do."""
    return any(reason.turn == Turn.THEIRS for reason in reasons)


def _reason(item, known, *, meetings, now):
    """What holds up one step that is not done; that it is the next one where nothing does."""
    if item.is_quiz:
        own = _of_quiz(item, known.tries.get(item.pk, Tries()))
    elif item.is_assignment:
        own = _of_assignment(item, known.works.get(item.pk, Work()), known.dues.get(item.pk), now=now)
    else:
        own = _of_lesson(item, known, meetings=meetings, now=now)
    own = own or Reason(Why.NEXT, step=item, at=known.last_at)
    if own.why == Why.TO_MARK or item.pk not in known.closed:
        return own
    closing = known.closed[item.pk][0]
    if closing.first is None:
        return Reason(Why.CLOSED, step=item, at=closing.opens_at, closing=closing)
    return _reason(closing.first, known, meetings=meetings, now=now)  # which stands earlier on the path


def _of_quiz(item, tries):
    if tries.waits_since:
        return Reason(Why.TO_MARK, step=item, at=tries.waits_since, key=tries.key)
    if tries.are_used_up:
        return Reason(Why.USED_UP, step=item, number=tries.failed)
    return Reason(Why.FAILED, step=item, number=tries.failed) if tries.failed else None


def _of_assignment(item, work, due, *, now):
    if work.waits_since:
        return Reason(Why.TO_MARK, step=item, at=work.waits_since, key=work.key)
    if due and due.at <= now and due.refuses:
        return Reason(Why.LOST, step=item, at=due.at)
    if work.returned_at:
        return Reason(Why.RETURNED, step=item, at=work.returned_at)
    return Reason(Why.OVERDUE, step=item, at=due.at) if due and due.at <= now else None


def _of_lesson(item, known, *, meetings, now):
    """One that a live session completes waits for it, or was missed with it."""
    own = [meeting for meeting in meetings if meeting.lesson == item.pk]
    found = [_of_meeting(meeting, known, now=now, step=item) for meeting in own]
    return next((reason for reason in reversed(found) if reason), None)


def _of_meeting(meeting, known, *, now, step=None):
    """What a session is to somebody: still ahead, not decided, missed; None if it counts."""
    if meeting.pk in known.credited:
        return None
    ended = Why.MISSED if meeting.is_decided else Why.UNDECIDED
    return Reason(Why.AHEAD if now < meeting.ends_at else ended, step=step, at=meeting.starts_at, live=meeting)


def _of_sessions(known, *, meetings, share, told, now):
    """What needed sessions are to somebody, as long as fewer of them count than the course asks for."""
    needed = [meeting for meeting in meetings if meeting.is_needed]
    credited = sum(meeting.pk in known.credited for meeting in needed)
    if credited * 100 >= len(needed) * (100 if share is None else share):
        return []
    known_already = {reason.live for reason in told if reason.live}
    found = [_of_meeting(meeting, known, now=now) for meeting in needed if meeting not in known_already]
    return [reason for reason in found if reason]
