"""Series of sessions: laid out by a rule, then changed one by one, from one date on, or all that are still to come.

Each date is an ordinary ``Session``, made and changed by the verbs of ``scheduling``, so calendars, mails and the log
follow. What has begun is never touched here.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording

from .exceptions import SchedulingRefused
from .models import Session
from .recurrence import MAX_DATES, occurrences
from .scheduling import cancel, lock, reschedule, schedule
from .series_changes import changes_of


@transaction.atomic
def make_series(*, series, by, now, moved=None, **details):
    """Write ``series``, new, and announce a session for each of its dates; ``details`` are those of every session.

    ``moved`` maps days of the rule to another start (UTC). Raises ``SchedulingRefused`` without dates or with too many.
    """
    dates = dates_of(series, moved=moved)
    if not dates:
        raise SchedulingRefused(_("By this rule there is no date."))
    if len(dates) > MAX_DATES:
        raise SchedulingRefused(_("These are more than %(number)d dates.") % {"number": MAX_DATES})
    series.created_at = now
    series.save(force_insert=True)
    log(series, "webinars.series.make", user=by, data={"rule": series.rule, "dates": len(dates)})
    for date in dates:
        session = Session(
            event=series.event,
            series=series,
            recurs_on=date.day,
            apart=date.moved,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            **details,
        )
        schedule(session=session, by=by, now=now)
    return series


def dates_of(series, *, moved=None):
    """What the rule of ``series`` comes to, as ``Occurrence`` values; nothing is written or read."""
    return occurrences(
        series.recurrence,
        first_on=series.first_on,
        at=series.at,
        minutes=series.minutes,
        skipped=series.skipped_days,
        moved=moved,
    )


@transaction.atomic
def skip(*, series, day, by, now, reason=""):
    """Call off the date that the rule put on ``day``; the rest of the series stays. Returns its session."""
    return cancel(session=_coming_on(series, day, now=now), by=by, now=now, reason=reason)


@transaction.atomic
def move(*, series, day, starts_at, by, now):
    """Hold the date that the rule put on ``day`` at ``starts_at`` instead, as long as it was. Returns its session."""
    session = _coming_on(series, day, now=now)
    if starts_at <= now:
        raise SchedulingRefused(_("It would move into the past."))
    return reschedule(session=session, starts_at=starts_at, ends_at=starts_at + session.length, by=by, now=now)


@transaction.atomic
def change_series(*, session, scope, change, by, now, apart=False):
    """Do to ``session`` and those of its series in ``scope`` what ``series_changes.changes_of`` foretold.

    Dates edited on their own stay as they are unless ``apart``. Returns the changes made; one refusal undoes them all.
    """
    made = []
    lock(session.series.sessions.all())
    for row in changes_of(session=session, scope=scope, change=change, now=now, apart=apart):
        if not row.stays:
            made.append(row)
            _change(row, by=by, now=now)
    if not made:
        raise SchedulingRefused(_("No date would change."))
    log(session.series, "webinars.series.change", user=by, data={"scope": str(scope), "dates": len(made)})
    return made


def _change(row, *, by, now):
    day = wording.moment(row.before.starts_at, now=now)
    if row.after.starts_at <= now:
        raise SchedulingRefused(_("%(day)s: it would move into the past.") % {"day": day})
    times = {"starts_at": row.after.starts_at, "ends_at": row.after.ends_at}
    try:
        reschedule(session=row.session, by=by, now=now, alone=False, **times, **row.values)
    except SchedulingRefused as refusal:
        raise SchedulingRefused(f"{day}: {refusal}") from refusal


def _coming_on(series, day, *, now):
    session = series.sessions.select_for_update().filter(recurs_on=day).first()
    if session is None:
        raise SchedulingRefused(_("The series has no date on this day."))
    if session.starts_at <= now:
        raise SchedulingRefused(_("This date is in the past."))
    return session
