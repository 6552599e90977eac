"""What a change of a series would do, foretold in plain values: which dates, from what to what, whom it concerns."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.kyiv import KYIV

from .exceptions import SchedulingRefused
from .models import Registration, Session
from .recurrence import moment_on


class Scope(TextChoices):
    """How far a change reaches. What has begun is out of reach of all but the first."""

    ONE = "one", gettext_lazy("Only this date")
    FOLLOWING = "following", gettext_lazy("This date and those after it")
    ALL = "all", gettext_lazy("All dates still to come")


@dataclass(frozen=True)
class SeriesChange:
    """What is to be done to each date: so many days later, at another hour (Kyiv), another length, other details."""

    days: int = 0
    at: time | None = None
    length: timedelta | None = None
    details: dict = field(default_factory=dict)

    def moved(self, session):
        """The times ``session`` would have."""
        local = session.starts_at.astimezone(KYIV)
        starts = moment_on(local.date() + timedelta(days=self.days), self.at or local.time())
        if not self.days and self.at is None:
            starts = session.starts_at  # also in the hour that autumn repeats
        return Times(starts, starts + (self.length or session.length))


@dataclass(frozen=True)
class Times:
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Change:
    """One date in scope. ``stays`` says why it is left alone; ``details`` are (label, before, after) of ``values``."""

    session: Session
    before: Times
    after: Times
    values: dict
    details: list
    people: int
    stays: str = ""


def change_between(session, *, starts_at, ends_at, **details):
    """The change that makes ``session`` what is given, to be done to others of its series as well.

    Raises ``SchedulingRefused`` for the event: it is changed for one date at a time.
    """
    if details.pop("event", session.event) != session.event:
        raise SchedulingRefused(_("Another event can be chosen for one date at a time only."))
    before, after = session.starts_at.astimezone(KYIV), starts_at.astimezone(KYIV)
    length = ends_at - starts_at
    return SeriesChange(
        days=(after.date() - before.date()).days,
        at=after.time() if after.time() != before.time() else None,
        length=length if length != session.length else None,
        details={name: value for name, value in details.items() if getattr(session, name) != value},
    )


def in_scope(session, scope, *, now):
    """The dates still to come that ``scope`` reaches from ``session``, in the order of the rule."""
    dates = session.series.sessions.filter(starts_at__gt=now)
    if scope == Scope.ONE:
        dates = dates.filter(pk=session.pk)
    elif scope == Scope.FOLLOWING:
        dates = dates.filter(recurs_on__gte=session.recurs_on)
    return dates.order_by("recurs_on")


def changes_of(*, session, scope, change, now, apart=False):
    """A ``Change`` for every date in scope, also for those that stay as they are."""
    dates = in_scope(session, scope, now=now).select_related("event", "host").with_taken()
    return [_change(row, change, chosen=row.pk == session.pk, apart=apart) for row in dates]


def people_concerned(changes):
    """How many people have a seat in at least one of the dates that change."""
    sessions = [change.session for change in changes if not change.stays]
    return Registration.objects.active().filter(session__in=sessions).values("person").distinct().count()


def _change(row, change, *, chosen, apart):
    before, after = Times(row.starts_at, row.ends_at), change.moved(row)
    values = {name: value for name, value in change.details.items() if getattr(row, name) != value}
    details = [(label_of(name), shown(name, getattr(row, name)), shown(name, new)) for name, new in values.items()]
    stays = ""
    if row.is_cancelled:
        stays = _("cancelled, stays as it is")
    elif row.apart and not (apart or chosen):
        stays = _("edited on its own, stays as it is")
    elif before == after and not values:
        stays = _("is so already")
    return Change(row, before, after, values, details, people=row.taken, stays=stays)


def label_of(name):
    return str(Session._meta.get_field(name).verbose_name)


def shown(name, value):
    """A value in the words of its choices."""
    choices = dict(Session._meta.get_field(name).flatchoices)
    return str(choices.get(value, "–" if value in ("", None) else value))
