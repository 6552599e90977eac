"""Orders of a host to the room server: left in a request, carried out by the worker, with what came of them."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.access import joining_window
from webinars.exceptions import OrderRefused
from webinars.models import RoomOrder, Session
from webinars.rooms import Role, rooms
from webinars.rooms.steering import SURELY_EMPTY, NotDone

from . import inside

Act = RoomOrder.Act
TOO_LATE = timedelta(minutes=5)  # then the host has done something else, or another meeting has begun
MOST_WAITING = 20
NAME = "webinars.room."  # of the logged action


def steering_of(session, *, now):
    """What can be done to the room of ``session`` from outside, or None."""
    make = getattr(rooms(), "steering", None)
    return make(session.room_name, now=now) if make else None


def acts_for(session, *, now):
    """What a host may order now: nothing outside the hours of the room, or where the school cannot steer it."""
    opens, closes = joining_window(session, role=Role.HOST)
    steering = steering_of(session, now=now)
    if session.state != Session.State.SCHEDULED or not session.is_online or not opens <= now <= closes:
        return set()
    return set(steering.acts) if steering else set()


@transaction.atomic
def give(*, session, act, by, now, whom="", text=""):
    """Leave an order; one that waits already is not doubled."""
    session = Session.objects.locked(session.pk)
    if act not in acts_for(session, now=now):
        raise OrderRefused(_("The room server cannot be asked to do this now."))
    waiting = session.room_orders.filter(done_at=None, ordered_at__gt=now - TOO_LATE)
    if same := waiting.filter(act=act, whom=whom, text=text).first():
        return same
    if waiting.count() >= MOST_WAITING:
        raise OrderRefused(_("Too much waits for the room server already. Wait a minute."))
    order = session.room_orders.create(act=act, whom=whom, text=text, ordered_at=now)
    if act != Act.LOOK:
        log(session, f"{NAME}{act}", user=by)
    from webinars.room_tasks import carry_out_order  # noqa: PLC0415 -- the task calls ``carry_out`` below

    carry_out_order.enqueue(order.pk)
    return order


def carry_out(*, order, now):
    """Do it, or write down why not. Called again, or by two workers at once, it is done once.

    A worker that died with it may have asked the room server, and nobody knows: it is not asked again, and later the
    host is told. Called too late it only says so.
    """
    waiting = RoomOrder.objects.filter(pk=order.pk, done_at=None)
    if now - order.ordered_at > TOO_LATE:
        if not waiting.filter(taken_at=None).update(done_at=now, problem=_not_done()):
            waiting.update(done_at=now, problem=_perhaps_done())
    elif waiting.filter(taken_at=None).update(taken_at=now):  # one statement: of two workers one gets it
        answer, problem = [], ""
        try:
            answer = _do(order, now=now) or []
        except NotDone as trouble:
            problem = str(trouble)[:250]
        waiting.update(done_at=now, answer=answer, problem=problem)
    order.refresh_from_db()
    return order


def _not_done():
    return _("The background worker was down or busy, so this was not done. Order it again.")


def _perhaps_done():
    return _("The background worker was stopped while it did this. Look into the room, and order it again if need be.")


def _do(order, *, now):
    session = order.session
    room, steering = session.room_name, steering_of(session, now=now)
    if steering is None or order.act not in steering.acts:
        raise NotDone(_("The room server cannot be asked to do this now."))
    if order.act == Act.LOOK:
        return _look(steering, room)
    if order.act == Act.KICK:
        return steering.kick(room, order.whom)
    if order.act == Act.END:
        return steering.end(room)
    people = inside.connections(room, now=now)
    if not people:
        raise NotDone(_why_nobody_heard(steering.size(room)))
    return steering.say(room, people, order.text)


def _look(steering, room):
    """Who is there; where nobody is named and yet somebody counted, that is no answer."""
    people = [list(pair) for pair in steering.look(room)]
    if not people and (number := steering.size(room)) > SURELY_EMPTY:
        words = _("The room server counts %(number)d people in the room and names none of them.")
        raise NotDone(words % {"number": number})
    return people


def _why_nobody_heard(number):
    """Of a room of whom the school was told nothing, and of which the room server counts ``number`` people."""
    if number <= SURELY_EMPTY:
        return _("The school does not know of anybody in the room, so nobody heard it.")
    words = _(
        "The room server counts %(number)d people in the room, but told the school of nobody, so nobody heard it. "
        "The page “Live rooms” says what is missing."
    )
    return words % {"number": number}


def people_of_room(session, *, now):
    """Pairs (occupant, name) who are in the room, and when that was asked: None where the server tells it unasked."""
    steering = steering_of(session, now=now)
    if steering is not None and Act.LOOK not in steering.acts:
        return inside.occupants(session.room_name, now=now), None
    last = session.room_orders.filter(act=Act.LOOK, done_at__isnull=False, problem="").first()
    return (last.answer, last.done_at) if last else ([], None)
