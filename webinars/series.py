"""Series of sessions: laid out by a rule, lengthened, changed one by one, from one date on, or all still to come.

Each date is an ordinary ``Session``, made and changed by the verbs of ``scheduling``, so calendars, mails and the log
follow. What has begun is never touched here.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.acts import together
from calendars.kyiv import KYIV
from content import wording

from .exceptions import SchedulingRefused
from .models import Session, SessionSeries
from .recurrence import MAX_DATES, occurrences
from .scheduling import DETAILS, cancel, lock, reschedule, save_draft, schedule
from .series_changes import changes_of


@transaction.atomic
def make_series(*, series, by, now, moved=None, announce=True, **details):
    """Write ``series``, new, and a session for each of its dates; ``details`` are those of every session.

    ``moved`` maps days of the rule to another start (UTC). Unless they are to be announced, the dates are drafts that
    nobody sees. Raises ``SchedulingRefused`` without dates or with too many.
    """
    dates = _possible(dates_of(series, moved=moved))
    series.created_at = now
    series.save(force_insert=True)
    log(series, "webinars.series.make", user=by, data={"rule": series.rule, "dates": len(dates)})
    _lay_out(dates, series=series, by=by, now=now, announce=announce, **details)
    return series


@transaction.atomic
def announce_series(*, series, by, now):
    """Announce the drafts of ``series`` that are still to come, and return them. Raises ``SchedulingRefused``."""
    drafts = series.sessions.filter(state=Session.State.DRAFT, starts_at__gt=now).order_by("pk")
    drafts = list(drafts.select_for_update())
    if not drafts:
        raise SchedulingRefused(_("There is no draft to announce."))
    log(series, "webinars.series.announce", user=by, data={"dates": len(drafts)})
    return [schedule(session=session, by=by, now=now) for session in drafts]


@transaction.atomic
def lengthen(*, series, rule, by, now, skipped=(), moved=None, announce=True):
    """Add the dates that ``rule``, that of ``series`` with a later end, has beyond its last; return their sessions.

    They are as the last date of the series is. What is there stays as it is, and nobody is registered for what is new.
    Raises ``SchedulingRefused`` without new dates, as after somebody else added them.
    """
    series = SessionSeries.objects.select_for_update().get(pk=series.pk)
    dates = _possible(dates_beyond(series, rule, skipped=skipped, moved=moved), besides=series.sessions.count())
    details = details_of(last_of(series))
    series.rule = rule.text
    series.skipped = sorted({*series.skipped, *(day.isoformat() for day in skipped)})
    series.save(update_fields=["rule", "skipped"])
    log(series, "webinars.series.lengthen", user=by, data={"rule": series.rule, "dates": len(dates)})
    return _lay_out(dates, series=series, by=by, now=now, announce=announce, **details)


def last_of(series):
    """The last date of the series, one that was not edited on its own if there is any: new ones are made after it."""
    return series.sessions.select_related("event", "host").order_by("apart", "-recurs_on").first()


def details_of(session):
    """What every date of a series has in common, as ``session`` has it."""
    return {name: getattr(session, name) for name in DETAILS if name != "event"}


def dates_beyond(series, rule, *, skipped=(), moved=None):
    """The dates of ``rule`` after the last one of ``series``, at the hour and of the length that its dates have now."""
    last = last_of(series)
    days = rule.days(series.first_on)
    before = series.recurrence.days(series.first_on)
    return occurrences(
        rule,
        first_on=series.first_on,
        at=last.starts_at.astimezone(KYIV).time(),
        minutes=last.length // timedelta(minutes=1),
        skipped={*before, *(day for day in days if day <= max(before)), *skipped},
        moved=moved,
    )


def _possible(dates, *, besides=0):
    if not dates:
        raise SchedulingRefused(_("By this rule there is no date."))
    if len(dates) + besides > MAX_DATES:
        raise SchedulingRefused(_("These are more than %(number)d dates.") % {"number": MAX_DATES})
    return dates


def _lay_out(dates, *, series, by, now, announce, **details):
    verb, sessions = schedule if announce else save_draft, []
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
        sessions.append(verb(session=session, by=by, now=now))
    return sessions


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
@together()
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
