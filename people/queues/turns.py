"""Whose turn it is in a queue: plain values in, an order with its reasons out; no database.

Called by a coordinator first, then those whom the rule puts first, then the rest, each in the order of joining. Who
belongs to an organization that has as many people there as it may waits aside until one of them leaves.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from people.waiting import PlaceInQueue

Rule = PlaceInQueue.Rule


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits. ``is_first``: people like them are put first. ``organizations`` are keys."""

    pk: int
    joined_at: datetime
    called_at: datetime | None = None
    is_first: bool = False
    organizations: frozenset = frozenset()

    @property
    def order(self):
        return self.joined_at, self.pk

    @property
    def turn(self):
        return (0, self.called_at) if self.called_at else (1 if self.is_first else 2, self.joined_at)


@dataclass(frozen=True)
class Turn:
    """``ahead``: how many are offered a place before. ``full_organization``: key of the one that keeps them back."""

    pk: int
    rule: str = ""
    ahead: int = 0
    full_organization: int | None = None


def line_up(waiting, *, first_rule, seated, limit):
    """(turns in their order, those kept back): each free place goes to the next of the first list.

    ``first_rule`` names the rule of who is first; ``seated`` counts the people of each organization who have a place
    or an offer; ``limit`` is how many it may have, 0 without limit.
    """
    counts, turns, kept_back, left = Counter(seated), [], [], set(waiting)
    for one in sorted(waiting, key=lambda one: (*one.turn, one.pk)):
        full = [key for key in one.organizations if limit and counts[key] >= limit]
        if full and not one.called_at:
            kept_back.append(Turn(one.pk, full_organization=min(full)))
            continue
        left.discard(one)
        passed = [other for other in left if other.order < one.order]
        aside = {turn.pk for turn in kept_back}
        turns.append(Turn(one.pk, rule_of(one, passed, aside, first_rule=first_rule), ahead=len(turns)))
        counts.update(one.organizations)
    return turns, kept_back


def rule_of(one, passed, aside, *, first_rule):
    """Why it is the turn of ``one`` although ``passed`` joined earlier; ``aside`` are those kept back by a limit."""
    if one.called_at:
        return Rule.HAND
    if any(other.pk not in aside for other in passed):
        return first_rule
    return Rule.LIMIT if passed else Rule.ORDER
