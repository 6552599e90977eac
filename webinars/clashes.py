"""What stands in the way of a session: its host, place or people are expected elsewhere then, or it is there already.

Asked before anything is written; a clash is a warning in words, never a refusal. Whose programme a session belongs to
is known to apps above: they say so by ``expected_by``.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from content import wording

from .models import Session

SOURCES = []


@dataclass(frozen=True)
class Planned:
    """A session as it is going to be. ``pk`` is that of the row, if there is one."""

    starts_at: datetime
    ends_at: datetime
    event_id: int
    host_id: int | None = None
    mode: str = Session.Mode.ONLINE
    place: str = ""
    region: str = ""
    pk: int | None = None
    name: str = ""

    def overlaps(self, other):
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Clash:
    """``planned`` and another one, and why they cannot both be, in a sentence."""

    planned: Planned
    other: Planned
    reason: str


def expected_by(source):
    """Register ``source(events, sessions)``: who is expected at them.

    It takes primary keys and returns ``{("event", pk): names, ("session", pk): names}``, names as sets of words.
    An event's people are those expected at a session of it that is not written yet.
    """
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def expected_at(events, sessions):
    """Who is expected at these events and sessions, as all sources say it."""
    known = {}
    for source in SOURCES:
        for key, names in source(events, sessions).items():
            known.setdefault(key, set()).update(names)
    return known


def planned(session, *, starts_at=None, ends_at=None):
    """``session``, a row or one to be, as a plan; with other times if they are given."""
    return Planned(
        starts_at=starts_at or session.starts_at,
        ends_at=ends_at or session.ends_at,
        event_id=session.event_id,
        host_id=session.host_id,
        mode=session.mode,
        place=session.place,
        region=session.region,
        pk=session.pk,
        name=session.full_title,
    )


def clashes_of(plans):
    """The clashes of ``plans`` with what is scheduled or drafted and with each other, in the order of ``plans``."""
    plans = list(plans)
    if not plans:
        return []
    others = _written(plans)
    groups = _groups(plans, others)
    hosts = _hosts(plans)
    found = []
    for place, plan in enumerate(plans):
        for other in (*others, *plans[place + 1 :]):
            if plan.overlaps(other):
                found += [Clash(plan, other, reason) for reason in _reasons(plan, other, groups=groups, hosts=hosts)]
    return found


def _written(plans):
    """Sessions of the time around ``plans`` that are neither cancelled nor among them."""
    rows = Session.objects.exclude(state=Session.State.CANCELLED).exclude(pk__in=[plan.pk for plan in plans if plan.pk])
    rows = rows.filter(
        starts_at__lt=max(plan.ends_at for plan in plans), ends_at__gt=min(plan.starts_at for plan in plans)
    )
    return [planned(row) for row in rows.select_related("event").order_by("starts_at", "pk")]


def _groups(plans, others):
    """Who is expected at each plan: {plan: names}."""
    everything = [*plans, *others]
    events, sessions = {plan.event_id for plan in everything}, {plan.pk for plan in everything if plan.pk}
    known = expected_at(events, sessions)
    return {
        plan: known.get(("session", plan.pk) if plan.pk else ("event", plan.event_id), set()) for plan in everything
    }


def _hosts(plans):
    people = Session._meta.get_field("host").related_model.objects
    return people.in_bulk({plan.host_id for plan in plans if plan.host_id})


def _reasons(plan, other, *, groups, hosts):
    words = {"title": other.name, "when": wording.moments(other.starts_at, other.ends_at, now=plan.starts_at)}
    if plan.event_id == other.event_id:
        yield _("“%(title)s” is planned for that time already (%(when)s).") % words
    if plan.host_id and plan.host_id == other.host_id:
        host = hosts[plan.host_id].display_name
        yield _("%(host)s hosts “%(title)s” at that time (%(when)s).") % {**words, "host": host}
    if _same_place(plan, other):
        yield _("“%(title)s” takes place there at that time: %(place)s (%(when)s).") % {**words, "place": other.place}
    for name in sorted(groups[plan] & groups[other]):
        yield _("%(group)s: expected at “%(title)s” at that time (%(when)s).") % {**words, "group": name}


def _same_place(plan, other):
    """The same words for a place, unless they stand in different regions."""
    if Session.Mode.ONLINE in (plan.mode, other.mode) or not plan.place:
        return False
    regions = {plan.region, other.region} - {""}
    return _plain(plan.place) == _plain(other.place) and len(regions) < 2


def _plain(words):
    return " ".join(words.casefold().split())
