"""Orders of a host to the room server: left in a request, carried out by the worker, with what came of them."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.access import joining_window
from webinars.exceptions import OrderRefused
from webinars.models import RoomOrder, Session
from webinars.rooms import Role, rooms
from webinars.rooms.steering import NotDone

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
    """Do it, or write down why not. Called again it does nothing; called too late it only says so."""
    if order.done_at:
        return order
    if now - order.ordered_at > TOO_LATE:
        order.problem = _("The background worker was down or busy, so this was not done. Order it again.")
    else:
        try:
            order.answer = _do(order, now=now) or []
        except NotDone as trouble:
            order.problem = str(trouble)[:250]
    order.done_at = now
    order.save(update_fields=["answer", "problem", "done_at"])
    return order


def _do(order, *, now):
    session = order.session
    room, steering = session.room_name, steering_of(session, now=now)
    if steering is None or order.act not in steering.acts:
        raise NotDone(_("The room server cannot be asked to do this now."))
    if order.act == Act.LOOK:
        return [list(pair) for pair in steering.look(room)]
    if order.act == Act.KICK:
        return steering.kick(room, order.whom)
    if order.act == Act.END:
        return steering.end(room)
    people = inside.connections(room, now=now)
    if not people:
        raise NotDone(_("The school does not know of anybody in the room, so nobody heard it."))
    return steering.say(room, people, order.text)


def people_of_room(session, *, now):
    """Pairs (occupant, name) who are in the room, and when that was asked: None where the server tells it unasked."""
    steering = steering_of(session, now=now)
    if steering is not None and Act.LOOK not in steering.acts:
        return inside.occupants(session.room_name, now=now), None
    last = session.room_orders.filter(act=Act.LOOK, done_at__isnull=False, problem="").first()
    return (last.answer, last.done_at) if last else ([], None)
