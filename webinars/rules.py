"""The rule that turns what was seen into present or absent. Plain values in and out: no models, no clock.

Each verdict names the version of the rule it was made by. Raise the number when a rule changes; what was decided by
an older one stays decided by it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from .intervals import clipped, covered, merge, outside

GRACE = timedelta(minutes=3)
SHARE = "share-1"  # attended from the asked share on, of a time in which one was seen at all
SHARE_OUTSIDE = "share-2"  # the same, of the time in which there was no declared outage
CAUGHT_UP = "later-1"  # not credited by one of those, but the check was passed afterwards
LATER = "later"  # the source of that evidence; it is no time in the session
OWN_WORD = "self"  # the source of presence that nobody saw


@dataclass(frozen=True)
class Terms:
    """What a rule asks: a share in percent or, where ``in_minutes``, so many minutes (of a shorter session all of it).

    Who came more than ``late_after`` minutes late or left more than ``early_before`` minutes early is called so; None
    tells nobody apart. Whether that is credited all the same, ``late_counts`` and ``early_counts`` say. A gap of at
    most ``grace`` is none. Who checked in by themselves is believed like others (``own_word`` is «counts»), if they
    were seen in the session otherwise as well («beside»), or not («never»).
    """

    needed: int = 60
    in_minutes: bool = False
    grace: timedelta = GRACE
    late_after: int | None = None
    late_counts: bool = True
    early_before: int | None = None
    early_counts: bool = True
    own_word: str = "beside"

    @property
    def text(self):
        """«60», «45min,late10,early15!,grace5»: what a decision keeps; «!» is «does not count»."""
        parts = [f"{self.needed}min" if self.in_minutes else f"{self.needed}"]
        if self.late_after is not None:
            parts.append(f"late{self.late_after}{'' if self.late_counts else '!'}")
        if self.early_before is not None:
            parts.append(f"early{self.early_before}{'' if self.early_counts else '!'}")
        if self.grace != GRACE:
            parts.append(f"grace{self.grace // timedelta(minutes=1)}")
        parts += {"counts": ["self"], "never": ["self!"]}.get(self.own_word, [])
        return ",".join(parts)

    def share_of(self, length):
        """What is needed of a session of ``length``, from 0 to 1."""
        if self.in_minutes:
            return min(Fraction(1), _ratio(timedelta(minutes=self.needed), length))
        return Fraction(self.needed, 100)

    def believed(self, seen, *, starts, ends):
        """What of ``seen`` counts in a session from ``starts`` to ``ends``."""
        others = [row for row in seen if row.source != OWN_WORD]
        seen_for = (end - begin for begin, end in clipped([row.span for row in others], starts, ends))
        beside = self.own_word == "beside" and any(seen_for)  # opening a page for no time is not being seen
        return list(seen) if beside or self.own_word == "counts" else others

    def counts(self, status):
        """Whether attendance called ``status`` is credited, if such a status ever is."""
        return {"late": self.late_counts, "left_early": self.early_counts}.get(status, True)


def _ratio(part, whole):
    return Fraction(part // timedelta.resolution, whole // timedelta.resolution)


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

    def as_json(self, *, counts=True):
        kept = {"source": self.source, "from": self.started_at.isoformat(), "to": self.ended_at.isoformat()}
        kept |= {"reference": self.reference} if self.reference else {}
        return kept if counts else {**kept, "counts": False}


@dataclass(frozen=True)
class Verdict:
    """What the rule says, and out of what."""

    status: str
    percent: int
    rule: str
    evidence: list
    counts: bool = True


def judge(seen, *, starts, ends, terms, outages=()):
    """Judge one person by what was ``seen`` of them and the ``outages`` (spans of time) that concerned them.

    An outage is never held against anybody: who is present without regard to it is present, and what counts for the
    others is the time outside it, also for being late. Where nothing is left outside, they are excused.
    """
    believed = terms.believed(seen, starts=starts, ends=ends)
    spans = merge([row.span for row in believed], terms.grace)
    in_order = sorted(seen, key=lambda row: (row.span, row.source, row.reference))
    evidence = [row.as_json(counts=row in believed) for row in in_order]
    status, percent = _judge(spans, starts, ends, [(starts, ends)], terms)
    dark = [span for span in merge(clipped(outages, starts, ends)) if span[0] < span[1]]
    if status == "present" or not dark:
        return Verdict(status, percent, f"{SHARE}:{terms.text}", evidence, terms.counts(status))
    evidence += [{"source": "outage", "from": start.isoformat(), "to": end.isoformat()} for start, end in dark]
    attended, parts = status != "absent", outside(starts, ends, dark)
    if parts:
        status, outside_percent = _judge(spans, starts, ends, parts, terms, attended=attended)
        percent = max(percent, outside_percent)
    else:
        status = "present" if attended else "excused"
    return Verdict(status, percent, f"{SHARE_OUTSIDE}:{terms.text}", evidence, terms.counts(status))


def caught_up(verdict, *, at, reference):
    """``verdict`` for somebody who passed the check at the moment ``at``: what is not credited becomes «afterwards»."""
    if verdict.counts and verdict.status not in ("absent", "excused"):
        return verdict
    told = {"source": LATER, "from": at.isoformat(), "to": at.isoformat(), "reference": reference}
    evidence, rule = [*verdict.evidence, told], f"{verdict.rule}+{CAUGHT_UP}"
    return replace(verdict, status="afterwards", counts=True, rule=rule, evidence=evidence)


def _judge(spans, starts, ends, parts, terms, *, attended=False):
    """Status and percent by the time in ``parts`` of the session alone; ``attended`` if that is known already."""
    length = sum((end - start for start, end in parts), timedelta(0))
    share = _ratio(covered(spans, parts), length)
    there = any(clipped(spans, *part) for part in parts)
    if not attended and not (there and share >= terms.share_of(ends - starts)):
        return "absent", int(share * 100)
    inside = clipped(spans, starts, ends)
    troubles = []
    if _longer(parts, (starts, inside[0][0]), terms.late_after):
        troubles.append("late")
    if _longer(parts, (inside[-1][1], ends), terms.early_before):
        troubles.append("left_early")
    troubles.sort(key=terms.counts)  # what is not credited names it
    return (troubles or ["present"])[0], int(share * 100)


def _longer(parts, missed, minutes):
    """True when more of ``parts`` than so many minutes lies in the time that was ``missed``."""
    return minutes is not None and covered([missed], parts) > timedelta(minutes=minutes)
