"""The outbox of calendar mails: written with a change, sent afterwards, in order, each once.

This app knows neither sessions nor courses: whoever puts messages in also registers a writer, which says at the time
of sending what is true then. So a message that later ones have overtaken is dropped, never sent late. Whoever also
registers a joiner has what one act changed for a person – messages of one moment – told in one mail.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import get_connection
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Min

from .entries import Entry
from .letters import Written, mail_of
from .models import Invitation

State, About = Invitation.State, Invitation.About
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
LEASE = timedelta(minutes=15)  # longer than a worker's task may run
BUDGET = 200  # seconds; the cluster ends a task after 300
OF_ONE_MAIL = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)  # any other error is the mail server's
WRITERS: dict[str, Callable] = {}
JOINERS: dict[str, Callable] = {}
MOST_TOGETHER = 60  # so many calendars a mail carries; what is more goes into the next one


@dataclass(frozen=True)
class Letter:
    """What a writer says: words in the person's language, the entry as it is now, and the facts that were named.

    ``answer`` is what the person's calendar shall say of them: who registered comes, unless they answered otherwise.
    ``part`` is what the source's joiner needs of it, should it be one of several things in one mail.
    """

    subject: str
    text: str
    entry: Entry
    told: dict
    answer: str = "ACCEPTED"
    part: object = None


def writer(source):
    """Register a function ``(invitation, about=…, told=…, now=…)``: a ``Letter``, or None if nothing is to be said.

    ``about`` is what the person should hear, given what they heard before; ``told`` the facts they were told last.
    """

    def register(function):
        WRITERS[source] = function
        return function

    return register


def joiner(source):
    """Register a function ``(parts, person=…, files=…)``: subject and text of one mail about several letters."""

    def register(function):
        JOINERS[source] = function
        return function

    return register


def put(*, people, uid, source, key, about, title, sequence, now, note="", raises=True):
    """Leave a message to each of ``people`` in the outbox, inside the caller's transaction. Twice is as good as once.

    ``sequence`` is the entry's own; a message is numbered above what the person got before unless ``raises`` is False,
    as for a change of words, so that answers given are kept (RFC 5546 §2.1.4).
    """
    earlier = Invitation.objects.filter(uid=uid, person__in=people).order_by()
    last = dict(earlier.values_list("person").annotate(Max("sequence")))
    rows = [
        Invitation(
            person=person,
            uid=uid,
            source=source,
            key=key,
            about=about,
            title=title[:300],
            note=note,
            sequence=max(sequence, last[person.pk] + raises) if person.pk in last else sequence,
            created_at=now,
            due_at=now,
        )
        for person in people
    ]
    Invitation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def send_due(*, now, uid=None):
    """Send what waits, all or about ``uid``; the number of mails sent. A dead mail server ends the round at once."""
    _release(now=now)
    waiting = Invitation.objects.waiting().filter(due_at__lte=now, **({"uid": uid} if uid else {}))
    targets = waiting.order_by().values("person", "uid").annotate(first=Min("due_at"), row=Min("pk"))
    targets = targets.order_by("first", "row")
    connection, ends, sent = get_connection(), time.monotonic() + BUDGET, 0
    try:
        for target in list(targets):
            while claimed := _claim(person_id=target["person"], uid=target["uid"], now=now):
                try:
                    sent += _send(claimed, connection=connection, now=now)
                except OSError as error:  # smtplib's own errors are OSErrors too
                    for invitation in claimed:
                        _postpone(invitation, error, now=now)
                    if not isinstance(error, OF_ONE_MAIL):
                        return sent
            if time.monotonic() > ends:
                break
    finally:
        connection.close()
    return sent


@transaction.atomic
def try_again(*, invitation, now):
    """Put a failed message back; True if it had failed."""
    failed = Invitation.objects.filter(pk=invitation.pk, state=State.FAILED)
    return bool(failed.update(state=State.WAITING, attempts=0, due_at=now, error=""))


@transaction.atomic
def _claim(*, person_id, uid, now):
    """What waits for ``person_id`` about ``uid`` and leaves in one mail, now ours to send; nothing if it is not."""
    latest = Invitation.objects.to(person_id=person_id, uid=uid).waiting().last()
    if latest is None:
        return []
    rows = [latest]
    if latest.source in JOINERS:
        act = Invitation.objects.waiting().filter(person=person_id, source=latest.source, created_at=latest.created_at)
        rows = list(act.select_for_update().order_by("pk")[:MOST_TOGETHER])
    keys = [row.pk for row in rows if _take(row, now=now)]
    return list(Invitation.objects.select_related("person__calendar_settings").filter(pk__in=keys).order_by("pk"))


def _take(row, *, now):
    """Whether ``row`` is ours to send: the newest about its uid, whose older ones are dropped then."""
    waiting = Invitation.objects.to(person_id=row.person_id, uid=row.uid).waiting()
    if waiting.filter(pk__gt=row.pk).exists():
        return False
    waiting.filter(pk__lt=row.pk).update(state=State.DROPPED)
    ours = Invitation.objects.filter(pk=row.pk, state=State.WAITING, due_at__lte=now)
    try:
        with transaction.atomic():
            return bool(ours.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1))
    except IntegrityError:  # another worker is writing to them just now, and takes this one next
        return False


def _send(invitations, *, connection, now):
    """1 if a mail left, 0 if there was nothing to say any more."""
    letters = [written for invitation in invitations if (written := _write(invitation, now=now))]
    if letters:
        mail = mail_of(letters, join=JOINERS.get(letters[0].invitation.source))
        connection.open()
        connection.send_messages([mail])
    for written in letters:
        _finish(written.invitation, state=State.SENT, sent_at=now, told=written.letter.told, error="")
    return int(bool(letters))


def _write(invitation, *, now):
    """What is to be said with ``invitation`` now, numbered; None if nothing is, and then it is dropped."""
    earlier = Invitation.objects.to(person_id=invitation.person_id, uid=invitation.uid).filter(pk__lt=invitation.pk)
    last = earlier.filter(state=State.SENT).last()
    about = _to_say(invitation, last)
    known = bool(last) or earlier.filter(attempts__gt=0).exists()
    letter = None
    if known or about != About.WITHDRAWN:  # who never heard of it need not hear that it is gone
        letter = WRITERS[invitation.source](invitation, about=about, told=last.told if last else {}, now=now)
    if letter is None:
        _finish(invitation, state=State.DROPPED)
        return None
    updated_at = max(letter.entry.updated_at, invitation.created_at)
    entry = replace(letter.entry, sequence=invitation.sequence, updated_at=updated_at)
    return Written(invitation, letter, entry, known)


def _to_say(invitation, last):
    """What an invitation is to somebody who last heard ``last``, perhaps before messages that were never sent."""
    if invitation.is_cancel:
        return About(invitation.about)
    if last is None or last.about == About.WITHDRAWN:
        return About.REGISTERED
    return About.RESTORED if last.about == About.CANCELLED else About.CHANGED


def _postpone(invitation, error, *, now):
    """Later again, unless the address is refused for good or it was tried often enough."""
    refused = isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _reason in error.recipients.values()
    )
    if refused or invitation.attempts > len(WAITS):
        _finish(invitation, state=State.FAILED, error=_words(error))
    else:
        due_at = now + WAITS[invitation.attempts - 1]
        _finish(invitation, state=State.WAITING, due_at=due_at, error=_words(error))


def _words(error):
    return f"{type(error).__name__}: {error}"[:500]


def _finish(invitation, **values):
    Invitation.objects.filter(pk=invitation.pk, state=State.SENDING).update(**values)


def _release(*, now):
    """Give back what a worker took and never finished. It may have left: then the same mail goes twice."""
    stale = Invitation.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE)
    stale.filter(attempts__gt=len(WAITS)).update(state=State.FAILED, error="No worker finished it.")
    stale.update(state=State.WAITING, due_at=now)
