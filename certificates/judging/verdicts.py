"""What a judgement comes to, and until when one on something live has to wait."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webinars.models import Session

QUIET = timedelta(days=1)  # after the last session: until then another day may be announced, or a sheet put right


@dataclass(frozen=True)
class Verdict:
    """Whether somebody has earned it. If not, a reason as code and facts; ``until`` is when to ask again.

    ``evidence`` are plain values: what was counted, and the keys of the rows it rests on.
    """

    earned: bool
    problem: str = ""
    facts: dict = field(default_factory=dict)
    until: datetime | None = None
    evidence: dict = field(default_factory=dict)


def sessions_of(rule):
    """The sessions a rule is about: of its series, or of its event; cancelled ones never."""
    about = {"series": rule.series_id} if rule.series_id else {"event": rule.event_id}
    return Session.objects.filter(**about).exclude(state=Session.State.CANCELLED)


def quiet_from(rule):
    """When a day has passed since the last session of a rule, announced or not; None without any."""
    last = sessions_of(rule).order_by("ends_at").last()
    return last and last.ends_at + QUIET
