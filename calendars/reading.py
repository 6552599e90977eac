"""The sweep over the mailbox of answers: what calendar apps sent is taken, everything else is left for people."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F

from .mailbox import REPORT, Inbox, MailboxUnavailable
from .models import ReplyMailbox
from .replies import take
from .reply_mail import NotAnAnswer, Problem

BUDGET = 200  # seconds; the cluster ends a task after 300
LOOK_BACK = timedelta(days=2)  # in a mailbox that is new to us
LATE = timedelta(minutes=30)  # a sweep comes every five
NOTHING_LOST = (Problem.OUTDATED, Problem.OLDER, Problem.CLOSED)
REPORTS = []
logger = logging.getLogger(__name__)


def reports(function):
    """Register a function ``(letter, now=…)``: whether a mail server wrote of a mail that the function’s app sent."""
    REPORTS.append(function)
    return function


def mailbox_name():
    return f"{settings.REPLIES_USER} {settings.REPLIES_HOST}/{settings.REPLIES_FOLDER}"


def read_mailbox(*, now):
    """Take the answers that came; the number of them. A mailbox that cannot be opened says so in the admin."""
    if not settings.REPLIES_HOST:
        return 0
    box, _made = ReplyMailbox.objects.get_or_create(name=mailbox_name())
    try:
        with Inbox() as inbox:
            taken = _read(box, inbox, now=now)
    except MailboxUnavailable as trouble:
        _note(box, tried_at=now, error=str(trouble)[:500])
        return 0
    _note(box, tried_at=now, read_at=now, error="")
    return taken


def _read(box, inbox, *, now):
    """Letter by letter, each kept in mind, so that it may stop anywhere and run twice."""
    after = box.last_number if box.validity == inbox.validity else 0
    ends, taken = time.monotonic() + BUDGET, 0
    for number in inbox.numbers(after=after, since=now - LOOK_BACK):
        kind, letter = inbox.letter(number)
        if letter is not None and kind == REPORT:
            if _of_ours(letter, now=now):
                inbox.mark_read(number)
        elif letter is not None:
            problem = _take(letter, now=now)
            if problem is None or problem in NOTHING_LOST:
                inbox.mark_read(number)
            taken += problem is None
            _count(box, problem, now=now)
        _note(box, validity=inbox.validity, last_number=number)
        if time.monotonic() > ends:
            break
    return taken


def _take(letter, *, now):
    """None, or what is the matter. A letter that nobody foresaw must not keep the others waiting for ever."""
    try:
        take(letter, now=now)
    except NotAnAnswer as refusal:
        return refusal.problem
    except DatabaseError:
        raise  # it is not the letter's fault: the next round reads it again
    except Exception:
        logger.exception("An answer to an invitation could not be read.")
        return Problem.UNREADABLE
    return None


def _of_ours(letter, *, now):
    """Whether a mail server wrote about a mail that one of our apps sent; as bold as ``_take``."""
    try:
        return any(of_an_app(letter, now=now) for of_an_app in REPORTS)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("What a mail server wrote about a mail could not be read.")
        return False


def _count(box, problem, *, now):
    if problem is None:
        _note(box, taken=F("taken") + 1)
    elif problem not in NOTHING_LOST:
        _note(box, left=F("left") + 1, left_at=now, problem=problem)


def _note(box, **values):
    ReplyMailbox.objects.filter(pk=box.pk).update(**values)
