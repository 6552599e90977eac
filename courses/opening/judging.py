"""What is closed to one person, and what opens it: pure functions over plain values.

Rules look at the clock, at what stands before on the path, and at live sessions, which end. So nothing waits for what
waits for it, and whatever is closed opens by what its closings say: at a moment, or by something one can do.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from calendars.kyiv import KYIV

START, DATE, DAYS, PREVIOUS, SESSION = "start", "date", "days", "previous", "session"


@dataclass(frozen=True)
class Live:
    """A live session as far as rules ask. ``attended``: the person's attendance is credited."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    attended: bool = False


@dataclass(frozen=True)
class Rule:
    """``live`` is None where the session of the rule is called off, or no longer the cohort's: then nothing waits."""

    when: str
    opens_at: datetime | None = None
    days: int | None = None
    live: Live | None = None

    @property
    def never_waits(self):
        return self.when == START or (self.when == SESSION and self.live is None)


@dataclass(frozen=True)
class Closing:
    """One thing that keeps something closed. ``opens_at`` opens it by itself; so does ``first``, once it is done.

    ``first`` is the step to do now, ``left`` how many there are; ``module`` the one they belong to, where it is a
    whole module. Of a ``live`` session either attendance opens it or ``opens_at``.
    """

    opens_at: datetime | None = None
    first: object = None
    left: int = 0
    module: object = None
    live: Live | None = None


def midnight(day):
    """The first moment of a day in Kyiv."""
    return datetime.combine(day, time.min, tzinfo=KYIV)


def closed_on(path, *, rules, begins: date, gone, kept, now):
    """{key: its closings} of the modules and steps of ``path`` that are closed; what is open is not in it.

    ``rules`` by the key of a module or step; ``begins`` the day from which days are counted. ``gone``: keys of steps
    that can be left behind though they are not done, as nothing is left to do about them. ``kept``: keys of what has
    opened for good. What is done is open.
    """
    closed = {}

    def closing(key, before):
        return _closing(rules[key], before, begins=begins, now=now) if key in rules and key not in kept else None

    for place, module in enumerate(path.modules):
        before = _of_module(path, path.modules[place - 1], gone) if place else None
        if why := closing(module.pk, before):
            closed[module.pk] = (why,)
    for place, item in enumerate(path.items):
        if item.done or item.pk in kept:
            continue
        before = _step(path.items[place - 1], gone) if place else None
        own = closing(item.pk, before)
        if why := (*closed.get(item.module.pk, ()), *([own] if own else [])):
            closed[item.pk] = why
    return closed


def _closing(rule, before, *, begins, now):
    """What ``rule`` keeps closed now, or None. ``before``: the closing by what stands before, if that is not done."""
    if rule.never_waits or (rule.when == SESSION and rule.live.attended):
        return None
    if rule.when == PREVIOUS:
        return before
    opens_at = opening_moment(rule, begins=begins)
    return Closing(opens_at=opens_at, live=rule.live) if now < opens_at else None


def opening_moment(rule, *, begins):
    """When a rule opens by itself; None for one that waits for what stands before."""
    if rule.when == DAYS:
        return midnight(begins + timedelta(days=rule.days))
    if rule.when == SESSION and rule.live:
        return rule.live.ends_at + timedelta(days=rule.days)
    return rule.opens_at if rule.when == DATE else None


def _step(item, gone):
    return None if is_behind(item, gone) else Closing(first=item, left=1)


def _of_module(path, module, gone):
    """Of a module its required steps are needed; of one without any, all."""
    items = path.of_module(module)
    needed = [item for item in items if item.required] or items
    left = [item for item in needed if not is_behind(item, gone)]
    return Closing(first=left[0], left=len(left), module=module) if left else None


def is_behind(item, gone):
    """Done, or nothing is left to do about it; a quiz that asks nothing cannot be taken."""
    return item.done or item.pk in gone or item.questions == 0
