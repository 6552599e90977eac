"""When a session takes place: the only code that writes its times and state.

``sequence`` and ``updated_at`` are what calendar apps trust: the first rises exactly when an announced session's start,
end or state changes (RFC 5546 §2.1.4), the second is the moment of the last change of any kind.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.acts import together

from .emails import facts_of
from .exceptions import SchedulingRefused
from .invitations import tell_registered
from .models import Session
from .telling.concerned import tell_concerned
from .waiting import follow_move, offer_free_seats, pause_queue

State = Session.State
DETAILS = (
    "event", "title", "time_zone", "mode", "place", "region", "host", "capacity", "first_in_queue",
    "organization_limit",
)  # fmt: skip
WORTH_A_MAIL = {"starts_at", "ends_at", "mode", "place"}


@transaction.atomic
def save_draft(*, session, by, now):
    """Keep a new ``session`` that nobody but its planners sees."""
    session.state, session.created_at, session.updated_at = State.DRAFT, now, now
    _check(session)
    session.save(force_insert=True)
    log(session, "webinars.session.draft", user=by)
    return session


@transaction.atomic
def schedule(*, session, by, now):
    """Announce ``session``, new or a draft: from now on it stands in the calendar. Twice is as good as once."""
    if session.pk is None:
        session = save_draft(session=session, by=by, now=now)
    session = Session.objects.locked(session.pk)
    if session.state == State.SCHEDULED:
        return session
    if session.state != State.DRAFT:
        raise SchedulingRefused(_("This session was cancelled. Restore it instead."))
    session.state, session.updated_at = State.SCHEDULED, now
    session.save(update_fields=["state", "updated_at"])
    log(session, "webinars.session.schedule", user=by, data=_times(session))
    return session


@transaction.atomic
@together()
def reschedule(*, session, starts_at, ends_at, by, now, alone=True, **details):
    """Move ``session`` and change its ``details`` (see ``DETAILS``); those concerned learn of it.

    Unless others change with it (``alone``), one of a series stands apart from it from now on. Attendance that was
    decided for another time is decided anew. Without a change nothing is written.
    """
    if unknown := set(details) - set(DETAILS):
        raise TypeError(f"Not a detail of a session: {', '.join(sorted(unknown))}")
    session = Session.objects.locked(session.pk)
    changes = {"starts_at": starts_at, "ends_at": ends_at, **details}
    changes = {name: value for name, value in changes.items() if getattr(session, name) != value}
    if not changes:
        return session
    before, known, first = _times(session), facts_of(session), session.announced_for or session.starts_at
    moved = not changes.keys().isdisjoint({"starts_at", "ends_at"})
    for name, value in changes.items():
        setattr(session, name, value)
    _check(session)
    if moved:
        session.decided_at = None
        session.sequence += session.state != State.DRAFT
    if session.state != State.DRAFT:
        session.announced_for = first if first != session.starts_at else None
    session.apart = session.apart or (alone and session.series_id is not None)
    session.updated_at = now
    session.save()
    log(session, "webinars.session.reschedule", user=by, data={"before": before, "after": _times(session)})
    if moved and session.state == State.SCHEDULED:
        follow_move(session, now=now)
    offer_free_seats(session, now=now)
    if session.state != State.DRAFT and not WORTH_A_MAIL.isdisjoint(changes):
        _tell(session, moved=moved, before=known, by=by, now=now)
    return session


def _tell(session, *, moved, before, by, now):
    """Of a change of what is called off people hear once it takes place after all."""
    if session.state == State.SCHEDULED:
        tell_registered(session=session, about="changed", now=now, moved=moved)
    tell_concerned(session, about="moved", by=by, before=before)


@transaction.atomic
@together()
def cancel(*, session, by, now, reason=""):
    """Call ``session`` off: it stays in calendars as cancelled, and those concerned get a mail with ``reason``."""
    session = Session.objects.locked(session.pk)
    if session.state == State.CANCELLED:
        return session
    if session.state == State.DRAFT:
        raise SchedulingRefused(_("This session was not announced, so there is nothing to cancel."))
    _move(session, State.CANCELLED, now=now)
    log(session, "webinars.session.cancel", user=by, data={"reason": reason})
    tell_registered(session=session, about="cancelled", now=now, note=reason)
    pause_queue(session)
    tell_concerned(session, about="cancelled", by=by, note=reason)
    return session


@transaction.atomic
@together()
def restore(*, session, by, now):
    """Undo a cancellation; who was registered still is."""
    session = Session.objects.locked(session.pk)
    if session.state == State.SCHEDULED:
        return session
    if session.state == State.DRAFT:
        raise SchedulingRefused(_("This session was not announced, so there is nothing to restore."))
    _move(session, State.SCHEDULED, now=now)
    log(session, "webinars.session.restore", user=by)
    tell_registered(session=session, about="restored", now=now)
    offer_free_seats(session, now=now)
    tell_concerned(session, about="restored", by=by)
    return session


def lock(sessions):
    """Hold the rows of ``sessions`` until the transaction ends, in one order, so that no two wait for each other."""
    list(Session.objects.select_for_update().filter(pk__in=[session.pk for session in sessions]).order_by("pk"))


def _move(session, state, *, now):
    session.state, session.updated_at = state, now
    session.sequence += 1
    session.save(update_fields=["state", "updated_at", "sequence"])


def _check(session):
    """Hold the row to the model's own rules, and to the seats that are already given."""
    try:
        session.full_clean()
    except ValidationError as error:
        raise SchedulingRefused(" ".join(error.messages)) from error
    given = session.taken + session.offered if session.pk and session.capacity else 0
    if given > session.capacity:
        raise SchedulingRefused(_("More people are registered already than there would be seats."))


def _times(session):
    return {"starts_at": session.starts_at.isoformat(), "ends_at": session.ends_at.isoformat()}
