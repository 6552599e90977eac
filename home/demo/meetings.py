"""Working meetings: who is invited, what is on the agenda, what was written down – through the domain verbs."""

from datetime import timedelta

from webinars.meetings.inviting import invite
from webinars.meetings.minuting import approve, prepare, write
from webinars.models import EventPage

from .reading import read

WEEK = timedelta(days=7)


def invite_guests(event, guests, *, now):
    """Before they can have a seat."""
    if event.by_invitation:
        invite(event=event, people=guests, by=None, now=now)


def build_meetings(*, participant, trainer, staff, now):
    """The participant's organization is invited to what comes; the trainer keeps the minutes of the latest meeting."""
    texts = read("meetings.toml")
    for event in EventPage.objects.filter(kind__in=EventPage.BY_INVITATION):
        text, (session,) = texts[event.slug], event.sessions.all()
        over = session.is_over(now=now)
        secretary = trainer if text.get("waits") else None
        prepare(event=event, agenda=text["agenda"].strip(), secretary=secretary, by=staff.user)
        if over:
            keep_minutes(event, text, session=session, staff=staff)
        else:
            invite(event=event, organizations=participant.organizations.all(), by=staff.user, now=now - WEEK)


def keep_minutes(event, text, *, session, staff):
    """Written the day after and approved a day later; those that wait for approval are only written."""
    written = session.ends_at + timedelta(days=1)
    decisions = [
        {"text": row["text"], "who": row["who"], "due_on": (session.ends_at + timedelta(days=row["days"])).date()}
        for row in text["decisions"]
    ]
    said = {"minutes": text["minutes"].strip(), "decisions": decisions, "seen": None}
    meeting = write(event=event, by=staff.user, now=written, **said)
    if not text.get("waits"):
        approve(event=event, seen=meeting.written_at, by=staff.user, now=written + timedelta(days=1))
