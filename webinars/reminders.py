"""The sweep: who is to be reminded of which start now. The mails are ``reminder_mails``' work."""

from django.db import transaction
from django.db.models import F, Min, OuterRef, Q, Subquery, Value

from calendars.models import CalendarSettings
from calendars.offsets import LONGEST
from calendars.quiet import due_at

from .models import Registration, Reminder, Session
from .tasks import send_reminder_mails

BATCH = 500
WISHES = ("reminders", "reminder_offsets", "quiet_from", "quiet_until")
NO_WISHES = CalendarSettings()


def leave_due(*, now):
    """Leave a reminder to everybody for whom one is due and who is registered for what is still to start.

    The host of a private session, who has nobody else to remind them of it, is reminded as the one who comes is.
    After an outage that is only the one nearest to the start. Returns how many. Each batch and the task that sends
    its mails are one transaction, so neither comes alone; two sweeps at once leave each reminder once.
    """
    left = sum(_leave_to(to_host, now=now) for to_host in (False, True))
    if Reminder.objects.waiting().filter(created_at__lt=now).exists():  # the mail server was down, or it was quiet
        send_reminder_mails.enqueue()
    return left


def _leave_to(to_host, *, now):
    left, last = 0, 0
    while rows := candidates(now=now, to_host=to_host).filter(pk__gt=last)[:BATCH]:
        last = rows[len(rows) - 1]["pk"]
        left += _leave([reminder for row in rows if (reminder := reminder_for(row, now=now))])
    return left


def candidates(*, now, to_host=False):
    """Plain rows of the registrations that may be due, with what their persons, or hosts, want and heard (``heard``).

    Those of sessions that are further away than the longest offset are not read.
    """
    who = "session__host" if to_host else "person"
    concerned = ~Q(session__kept_by="") if to_host else Q(session__event__live=True) | ~Q(session__kept_by="")
    heard = Reminder.objects.filter(
        registration=OuterRef("pk"), starts_at=OuterRef("session__starts_at"), to_host=to_host
    )
    nearest = heard.order_by().values("registration").annotate(nearest=Min("minutes")).values("nearest")
    return (
        Registration.objects.active()
        .filter(
            concerned,
            session__state=Session.State.SCHEDULED,
            session__starts_at__gt=now,
            session__starts_at__lte=now + LONGEST,
        )
        .filter(**{f"{who}__email__gt": ""})
        .order_by("pk")
        .values(
            "pk",
            "created_at",
            to_host=Value(to_host),
            **{f"wants_{name}": F(f"{who}__calendar_settings__{name}") for name in WISHES},
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
    return Reminder(
        registration_id=row["pk"],
        to_host=row["to_host"],
        starts_at=row["starts_at"],
        minutes=nearest,
        created_at=now,
    )


def _wishes(row):
    own = {name: row[f"wants_{name}"] for name in WISHES}
    return NO_WISHES if own["reminders"] is None else CalendarSettings(**own)


@transaction.atomic
def _leave(reminders):
    if reminders:
        Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
        send_reminder_mails.enqueue()
    return len(reminders)
