"""The same done to several sessions at once, foretold first: each keeps its own mails, calendar entry and log."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from calendars.acts import together
from calendars.kyiv import KYIV

from .models import Session
from .recurrence import moment_on
from .scheduling import DETAILS, cancel, lock, reschedule, save_draft
from .series_changes import Times


@dataclass(frozen=True)
class Plan:
    """What is to happen to one session: the times it gets, if any, or why it ``stays`` as it is."""

    session: Session
    times: Times | None = None
    stays: str = ""


def plan_cancel(session, *, now, **_data):
    return Plan(session, stays=_not_coming(session, now=now))


def plan_move(session, *, now, days=0, hours=0):
    times = shifted(session, days=days, hours=hours)
    late = _("it would move into the past") if times.starts_at <= now else ""
    return Plan(session, times, stays=_not_coming(session, now=now, drafts=True) or late)


def plan_copy(session, *, now, days=0):
    return Plan(session, shifted(session, days=days))


def shifted(session, *, days=0, hours=0):
    """The times so many days later at the same hour in Kyiv, and then so many hours later."""
    local = session.starts_at.astimezone(KYIV)
    starts = moment_on(local.date() + timedelta(days=days), local.time()) if days else session.starts_at
    starts += timedelta(hours=hours)
    return Times(starts, starts + session.length)


@transaction.atomic
@together()
def carry_out(plans, *, verb, by, now, **data):
    """Call ``verb`` for each of ``plans`` that does not stay, all of them or none; returns what the verb returned."""
    lock(plan.session for plan in plans)
    return [verb(plan, by=by, now=now, **data) for plan in plans if not plan.stays]


def cancel_planned(plan, *, by, now, reason=""):
    return cancel(session=plan.session, by=by, now=now, reason=reason)


def move_planned(plan, *, by, now, **_data):
    times = {"starts_at": plan.times.starts_at, "ends_at": plan.times.ends_at}
    return reschedule(session=plan.session, by=by, now=now, **times)


def copy_planned(plan, *, by, now, **_data):
    """A draft of its own: nobody is registered, and it belongs to no series."""
    copied = {name: getattr(plan.session, name) for name in DETAILS}
    draft = Session(starts_at=plan.times.starts_at, ends_at=plan.times.ends_at, **copied)
    return save_draft(session=draft, by=by, now=now)


def _not_coming(session, *, now, drafts=False):
    if session.is_cancelled:
        return _("it is cancelled already")
    if session.state == Session.State.DRAFT and not drafts:
        return _("it was not announced")
    return _("it is in the past") if session.starts_at <= now else ""
