"""The rule that turns what was seen into present or absent. Plain values in and out: no models, no clock.

Each verdict names the version of the rule it was made by. Raise the number when a rule changes; what was decided by
an older one stays decided by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .intervals import clipped, covered, merge, outside, share

GRACE = timedelta(minutes=3)
SHARE = "share-1"  # present from the event's percent on, of a time in which one was seen at all
SHARE_OUTSIDE = "share-2"  # the same, of the time in which there was no declared outage


@dataclass(frozen=True)
class Seen:
    """One interval of presence, as evidence."""

    source: str
    started_at: datetime
    ended_at: datetime
    reference: str = ""

    @property
    def span(self):
        return self.started_at, self.ended_at

    def as_json(self):
        kept = {"source": self.source, "from": self.started_at.isoformat(), "to": self.ended_at.isoformat()}
        return {**kept, "reference": self.reference} if self.reference else kept


@dataclass(frozen=True)
class Verdict:
    """What the rule says, and out of what."""

    status: str
    percent: int
    rule: str
    evidence: list


def judge(seen, *, starts, ends, threshold, outages=()):
    """Judge one person by what was ``seen`` of them and the ``outages`` (spans of time) that concerned them.

    An outage is never held against anybody: who is present without regard to it is present, and what counts for the
    others is the time outside it. Where nothing is left outside, they are excused.
    """
    spans = [row.span for row in seen]
    evidence = [row.as_json() for row in sorted(seen, key=lambda row: (row.span, row.source, row.reference))]
    percent, there = share(spans, starts, ends, grace=GRACE), clipped(merge(spans, GRACE), starts, ends)
    if there and percent >= threshold:
        return Verdict("present", percent, f"{SHARE}:{threshold}", evidence)
    dark = merge(clipped(outages, starts, ends))
    if not any(start < end for start, end in dark):
        return Verdict("absent", percent, f"{SHARE}:{threshold}", evidence)
    evidence += [{"source": "outage", "from": start.isoformat(), "to": end.isoformat()} for start, end in dark]
    status, percent = _judge_outside(spans, outside(starts, ends, dark), percent, threshold)
    return Verdict(status, percent, f"{SHARE_OUTSIDE}:{threshold}", evidence)


def _judge_outside(spans, parts, percent, threshold):
    if not parts:
        return "excused", percent
    light = sum((end - start for start, end in parts), timedelta(0))
    there = any(clipped(merge(spans, GRACE), *part) for part in parts)
    best = max(percent, covered(spans, parts, grace=GRACE) * 100 // light)
    return "present" if there and best >= threshold else "absent", best
