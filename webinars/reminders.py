"""The sweep: who is to be reminded of which start now. The mails are ``reminder_mails``' work."""

from django.db import transaction
from django.db.models import F, Min, OuterRef, Q, Subquery

from calendars.models import CalendarSettings
from calendars.offsets import LONGEST
from calendars.quiet import due_at

from .models import Registration, Reminder, Session
from .tasks import send_reminder_mails

BATCH = 500
WISHES = {
    name: f"person__calendar_settings__{name}"
    for name in ("reminders", "reminder_offsets", "quiet_from", "quiet_until")
}
NO_WISHES = CalendarSettings()


def leave_due(*, now):
    """Leave a reminder to everybody for whom one is due and who is registered for what is still to start.

    After an outage that is only the one nearest to the start. Returns how many. Each batch and the task that sends
    its mails are one transaction, so neither comes alone; two sweeps at once leave each reminder once.
    """
    left, last = 0, 0
    while rows := candidates(now=now).filter(pk__gt=last)[:BATCH]:
        last = rows[len(rows) - 1]["pk"]
        left += _leave([reminder for row in rows if (reminder := reminder_for(row, now=now))])
    if Reminder.objects.waiting().filter(created_at__lt=now).exists():  # the mail server was down, or it was quiet
        send_reminder_mails.enqueue()
    return left


def candidates(*, now):
    """Plain rows of the registrations that may be due, with what their persons want and heard (``heard``).

    Those of sessions that are further away than the longest offset are not read.
    """
    heard = Reminder.objects.filter(registration=OuterRef("pk"), starts_at=OuterRef("session__starts_at"))
    nearest = heard.order_by().values("registration").annotate(nearest=Min("minutes")).values("nearest")
    return (
        Registration.objects.active()
        .filter(
            Q(session__event__live=True) | ~Q(session__kept_by=""),
            session__state=Session.State.SCHEDULED,
            session__starts_at__gt=now,
            session__starts_at__lte=now + LONGEST,
        )
        .exclude(person__email="")
        .order_by("pk")
        .values(
            "pk",
            "created_at",
            *WISHES.values(),
            starts_at=F("session__starts_at"),
            event_offsets=F("session__event__reminder_offsets"),
            heard=Subquery(nearest),
        )
    )


def reminder_for(row, *, now):
    """The unwritten reminder that ``row`` is owed at ``now``, or None.

    Nobody is reminded of less than they heard already, nor at once after registering. Left in quiet hours, as after an
    outage, it waits for their end.
    """
    wishes = _wishes(row)
    dues = {
        minutes: due_at(row["starts_at"], minutes, wishes.quiet) for minutes in wishes.offsets_of(row["event_offsets"])
    }
    nearest = min((minutes for minutes, due in dues.items() if due <= now), default=None)
    if nearest is None or dues[nearest] < row["created_at"]:
        return None
    if row["heard"] is not None and row["heard"] <= nearest:
        return None
    return Reminder(registration_id=row["pk"], starts_at=row["starts_at"], minutes=nearest, created_at=now)


def _wishes(row):
    own = {name: row[path] for name, path in WISHES.items()}
    return NO_WISHES if own["reminders"] is None else CalendarSettings(**own)


@transaction.atomic
def _leave(reminders):
    if reminders:
        Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
        send_reminder_mails.enqueue()
    return len(reminders)
