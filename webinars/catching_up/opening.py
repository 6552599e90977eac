"""The way to attend a session afterwards: opened, changed and closed by its host or by those who schedule."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.kyiv import KYIV
from webinars.exceptions import AttendanceRefused
from webinars.models import CatchUp, Session


def open_until(catch_up):
    """The moment at which it closes by itself: late in the evening of the last day, on Kyiv's clock."""
    last = timezone.localtime(catch_up.session.ends_at, KYIV).date() + timedelta(days=catch_up.days)
    return datetime.combine(last, time(23, 59), tzinfo=KYIV)


def is_open(catch_up, *, now):
    over = catch_up.session.state == Session.State.SCHEDULED and catch_up.session.is_over(now=now)
    return over and catch_up.closed_at is None and now < open_until(catch_up)


def later_of(sessions, *, now):
    """{key of a session: until when it may be attended afterwards}, of those ``sessions`` of which that is open now."""
    known = {session.pk: session for session in sessions}
    rows = CatchUp.objects.filter(session__in=list(known), closed_at=None) if known else ()
    for row in rows:
        row.session = known[row.session_id]
    return {row.session_id: open_until(row) for row in rows if is_open(row, now=now)}


@transaction.atomic
def open_catch_up(*, session, days, url, note, questions, by, now):
    """Open it, or change it and open it again. Other questions are another version of it."""
    session = Session.objects.locked(session.pk)
    if session.state != Session.State.SCHEDULED:
        raise AttendanceRefused(_("This session does not take place."))
    catch_up = CatchUp.objects.filter(session=session).first() or CatchUp(session=session, opened_at=now, opened_by=by)
    if catch_up.pk and catch_up.questions != questions:
        catch_up.number += 1
    catch_up.days, catch_up.url, catch_up.note, catch_up.questions = days, url, note, questions
    catch_up.closed_at = None
    catch_up.save()
    log(session, "webinars.later.open", user=by.user if by else None, data={"days": days, "version": catch_up.number})
    return catch_up


@transaction.atomic
def close_catch_up(*, session, by, now):
    """Nobody answers any more. Who passed has passed."""
    Session.objects.locked(session.pk)
    if CatchUp.objects.filter(session=session, closed_at=None).update(closed_at=now):
        log(session, "webinars.later.close", user=by.user if by else None)
