"""An organization sends people: members get a seat at once, others are invited; replaced and taken back.

Each verb holds the session's row, as registration and the queue do. ``by`` is the contact, whom the log names.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from calendars.acts import together
from content import wording
from webinars import approval
from webinars.asking.questions import lacks_answers
from webinars.exceptions import RegistrationRefused, SendingRefused
from webinars.letting_in import end, let_in
from webinars.models import Session, WayIn
from webinars.registration import withdraw
from webinars.scheduling import lock
from webinars.tasks import send_way_in_mail
from webinars.telling.word import WAY_IN, leave_word
from webinars.waiting import leave_queue

from .refusals import refusals_in

State = WayIn.State


@transaction.atomic
@together()
def send(*, organization, sessions, people, by, now):
    """Send ``people`` (``Somebody``) to each of ``sessions``: all of them or, where somebody cannot come, nobody.

    Members get a seat, or the next place in the queue, or their request waits where a coordinator approves. Who is no
    member, or has questions of the event to answer, is invited by mail and comes in by their own word. Raises
    ``SendingRefused``.
    """
    lock(sessions)
    numbers = [session.pk for session in sessions]
    rows = list(Session.objects.filter(pk__in=numbers).select_related("event").order_by("starts_at", "pk"))
    _check(rows, organization=organization, people=people, now=now)
    sent = []
    for somebody in people:
        ways_in = [_name(somebody, session, organization, by=by, now=now) for session in rows]
        if invited := [way_in for way_in in ways_in if way_in.is_invited]:
            send_way_in_mail.enqueue(invited[0].pk, "invited")  # it names all of them
        sent += ways_in
    return sent


def _check(sessions, *, organization, people, now):
    problems = {}
    for session in sessions:
        for somebody, why in refusals_in(session, organization=organization, people=people, now=now):
            said = f"{wording.moment(session.starts_at, now=now)}: {why}" if len(sessions) > 1 else why
            problems.setdefault(somebody.field, []).append(said)
    if problems:
        raise SendingRefused(problems)


def _name(somebody, session, organization, *, by, now, instead_of=None):
    """Write down who is sent. Members with nothing left to answer come in at once."""
    person = somebody.person
    way_in = session.ways_in.create(
        organization=organization,
        person=person,
        name=somebody.name or person.display_name,
        email=somebody.email,
        named_by=by,
        named_at=now,
        instead_of=instead_of,
    )
    log(way_in, "webinars.organization.name", user=by.user)
    if person and not lacks_answers(person, session.event):
        let_in(way_in, session, now=now, by=by)
    return way_in


@transaction.atomic
def replace(*, way_in, somebody, by, now):
    """``somebody`` comes instead. A seat passes on to a member at once; to whom is invited, when they say yes.

    Whoever only waits or was only invited gives that up, and ``somebody`` is named like everybody else. Raises
    ``SendingRefused``, and ``RegistrationRefused`` where nobody can be replaced.
    """
    session, way_in = locked(way_in)
    if refusal := refusal_to_replace(way_in, session, now=now):
        raise RegistrationRefused(refusal)
    _check([session], organization=way_in.organization, people=[somebody], now=now)
    has_seat = session.registrations.active().filter(person=way_in.person).exists()
    if not has_seat or not way_in.person_id:
        _give_up(way_in, session, by=by, now=now)
    new = _name(somebody, session, way_in.organization, by=by, now=now, instead_of=way_in if has_seat else None)
    if new.is_invited:
        send_way_in_mail.enqueue(new.pk, "invited")
    return new


def refusal_to_replace(way_in, session, *, now):
    """Why nobody can come instead, in words; empty where somebody can."""
    if now >= session.starts_at or session.is_cancelled:
        return _("Registration for this session is closed.")
    if way_in.state not in {State.INVITED, State.GIVEN}:
        return _("This person is not sent any more.")
    if session.event.approval:
        return _("A coordinator approves each person: take this one back, and name the other.")
    return ""


@transaction.atomic
def take_back(*, way_in, by, now):
    """The organization no longer sends them: their seat, place or request ends, and they are told. Twice is once.

    Raises ``RegistrationRefused`` once the session has begun.
    """
    session, way_in = locked(way_in)
    if way_in.state not in {State.INVITED, State.GIVEN}:
        return
    if now >= session.starts_at:
        raise RegistrationRefused(_("This session has begun, so nobody is taken back any more."))
    _give_up(way_in, session, by=by, now=now)


def _give_up(way_in, session, *, by, now):
    had_come = way_in.state == State.GIVEN
    end(way_in, by=by)
    if had_come:
        who = {"person": way_in.person, "session": session, "now": now, "by": by}
        if not withdraw(**who) and (leave_queue(**who) or approval.take_back(**who)):
            leave_word(way_in, kind=WAY_IN, about="taken_back")  # a seat tells of its end by itself


def locked(way_in):
    """(the session, the way in as it is once the session's row is held)."""
    session = Session.objects.locked(way_in.session_id)
    rows = session.ways_in.select_related("organization", "person__user", "instead_of__person__user")
    return session, rows.get(pk=way_in.pk)
