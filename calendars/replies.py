"""Answers that calendar apps send back: whether they are true, and who keeps them.

Each invitation names as its organizer an address of its own, made of the mailbox that we read and a secret that only
its person has seen. An answer counts if it comes to that address from the one that was invited.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Invitation
from .reply_mail import NotAnAnswer, Problem, read_reply

State = Invitation.State
CLOCKS_DIFFER = timedelta(hours=1)
TAKERS = {}


def taker(source):
    """Register a function ``(reply, person=…, now=…)`` that keeps an answer or raises ``NotAnAnswer``.

    ``source`` is that of the invitations (see ``outbox.writer``).
    """

    def register(function):
        TAKERS[source] = function
        return function

    return register


def organizer_address(*, person_id, uid):
    """Whom the calendar app of a person answers to: the school's mailbox, by an address that nobody can guess."""
    if not settings.REPLIES_HOST:
        return settings.CONTACT_EMAIL
    name, _at, host = settings.REPLIES_EMAIL.rpartition("@")
    return f"{name}+{_secret(person_id, uid)}@{host}"


@transaction.atomic
def take(letter, *, now):
    """Hand the answer in ``letter`` to whoever invited; raises ``NotAnAnswer``. Twice is as good as once."""
    reply = read_reply(letter)
    invitations = Invitation.objects.filter(uid=reply.uid, person__email__iexact=reply.attendee)
    told = invitations.filter(state__in=[State.WAITING, State.SENDING, State.SENT]).order_by("sequence", "pk")
    last = told.select_related("person").last()
    _check(reply, last, now=now)
    if last.source not in TAKERS:
        raise NotAnAnswer(Problem.CLOSED)
    TAKERS[last.source](reply, person=last.person, now=now)
    return reply


def _check(reply, last, *, now):
    """``last`` is the newest that the person was told. What is older is no answer to it (RFC 5546 §2.1.5)."""
    if last is None:
        raise NotAnAnswer(Problem.UNKNOWN)
    if reply.attendee not in reply.senders:
        raise NotAnAnswer(Problem.SENDER)
    secret = _secret(last.person_id, reply.uid)
    if not any(constant_time_compare(_plus(address), secret) for address in reply.recipients):
        raise NotAnAnswer(Problem.SECRET)
    if reply.stamped_at > now + CLOCKS_DIFFER:
        raise NotAnAnswer(Problem.CLOCK)
    if reply.sequence != last.sequence:
        raise NotAnAnswer(Problem.OUTDATED if reply.sequence < last.sequence else Problem.SEQUENCE)


def _secret(person_id, uid):
    """80 bits in lower case, which every mail server leaves as it is."""
    return salted_hmac("calendars.replies", f"{person_id} {uid}", algorithm="sha256").hexdigest()[:20]


def _plus(address):
    return address.partition("@")[0].rpartition("+")[2]
