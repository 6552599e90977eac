"""What calendar apps sent back: answers beside seats of the trainer's next sessions, and beside one consultation."""

from datetime import timedelta

from calendars.reply_mail import Reply
from webinars.answers import keep_answer
from webinars.models import Session

from .reading import read

SESSIONS = 2


def build_answers(*, trainer, now):
    """The participants of ``trainer`` pressed a button yesterday, or as soon as they could."""
    coming = Session.objects.scheduled().filter(host=trainer).upcoming(now=now)
    for session in coming.filter(starts_at__gt=now, kept_by="")[:SESSIONS]:
        seats = session.registrations.active().select_related("person__user")
        for seat, row in zip(seats, read("answers.toml")["answer"], strict=False):
            answer(seat, row["said"], note=row["note"], now=now)
    if booked := coming.exclude(kept_by="").last():
        answer(booked.registrations.select_related("person__user", "session").get(), "DECLINED", note="", now=now)


def answer(seat, said, *, note, now):
    """Keep what the app of the one with ``seat`` answered, as if its letter had been read."""
    then = min(now, max(seat.created_at + timedelta(minutes=20), now - timedelta(days=1)))
    email = seat.person.email
    reply = Reply(
        uid=seat.session.uid,
        attendee=email,
        answer=said,
        sequence=seat.session.sequence,
        stamped_at=then,
        comment=note,
        senders=frozenset({email}),
        recipients=frozenset(),
    )
    keep_answer(reply, person=seat.person, now=then)
