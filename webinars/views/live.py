"""The way into a live room, the page that shows it, and the presence it records."""

import json
from dataclasses import dataclass, field

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_of
from people.models import Person
from webinars.access import check_open, is_host, joining_window, role_for
from webinars.attendance import record_heartbeat, record_join, record_leave
from webinars.beside.boards import board_of
from webinars.beside.forms import QuestionForm
from webinars.beside.reading import board_context
from webinars.beside.views import POLLED_EVERY
from webinars.cards import cards_of
from webinars.exceptions import JoinRefused
from webinars.forms import ReceptionForm
from webinars.guests import links as guests
from webinars.hosting.orders import acts_for
from webinars.hosting.phones import phones_of
from webinars.models import Session
from webinars.private import page_of
from webinars.reception import reception_of, remember
from webinars.room_health import is_away
from webinars.rooms import Role, RoomUnavailable, rooms
from webinars.self_check_in import open_in
from webinars.translations import in_language

from . import session_for

SELF = "'self'"
HEARTBEAT_SECONDS = 60
DELEGATED = ("camera", "microphone", "display-capture", "autoplay", "fullscreen", "screen-wake-lock")


@dataclass(frozen=True)
class Visit:
    """Somebody at the door of a session: by account, or by the link of a guest (``guest``, its token)."""

    session: Session
    person: Person | None
    role: Role | None
    user: object = field(default_factory=AnonymousUser)
    guest: str = ""

    def path(self, name):
        """The address of one of the pages of this visit: join, room, presence, leave."""
        if self.guest:
            return reverse(f"guest_{name}", args=[self.guest])
        return reverse(f"session_{name}", args=[self.session.public_id])

    @property
    def join_path(self):
        return self.path("join")

    @property
    def presence_path(self):
        return self.path("presence")

    @property
    def leave_path(self):
        return self.path("leave")

    @property
    def back(self):
        """Where one goes from here: a guest to their seat."""
        return reverse("guest_seat", args=[self.guest]) if self.guest else page_of(self.session)


def by_account(view):
    """The view of a visit, for whoever is signed in."""

    @never_cache
    @login_required
    def of_account(request, public_id):
        session = session_for(request, public_id)
        role = role_for(user=request.user, session=session)
        return view(request, Visit(session, person_of(request.user), role, user=request.user))

    return of_account


def by_link(view):
    """The same for guests. What they are in the room comes from our records here as well: never a host."""

    @never_cache
    def of_guest(request, token):
        person, session = guests.read(token)
        (session,) = in_language([session], get_language())
        seat = session.registrations.active().filter(person=person).exists()
        return view(request, Visit(session, person, Role.PARTICIPANT if seat else None, guest=token))

    return of_guest


@require_http_methods(["GET", "HEAD", "POST"])
def _join(request, visit):
    """Before the time a page that says when; in time the choices and a button, which writes down that one came."""
    session, now = visit.session, timezone.now()
    try:
        check_open(session, role=visit.role, now=now)
    except JoinRefused as refusal:
        return _door(request, visit, refusal=refusal, status=409 if request.method == "POST" else 200, now=now)
    wanted = reception_of(visit.person, lite=_saves_data(request))
    form = ReceptionForm(request.POST or None, initial={"reception": wanted})
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        if form.is_bound and form.cleaned_data["reception"]:
            remember(person=visit.person, reception=form.cleaned_data["reception"], now=now)
        record_join(person=visit.person, session=session, now=now)
        return redirect(visit.path("room"))
    return _door(request, visit, now=now, form=form, away=is_away(now=now), status=422 if form.errors else 200)


@require_safe
def _room(request, visit):
    """The room itself, inside the page and as a link. The ticket is made for this person at this moment."""
    session, now = visit.session, timezone.now()
    try:
        role = check_open(session, role=visit.role, now=now)
    except JoinRefused:
        return redirect(visit.join_path)
    server, reception = rooms(), reception_of(visit.person, lite=_saves_data(request))
    try:
        ticket = ticket_for(visit.person, session, role=role, reception=reception, server=server, now=now)
    except RoomUnavailable as trouble:
        return _door(request, visit, refusal=trouble, away=True, status=503, now=now)
    # Who came by a link has no account, and so no part in what stands beside the room.
    beside = {} if visit.guest else board_context(request, session, now=now, in_room=True)
    context = beside | {
        "visit": visit,
        "session": session,
        "ticket": ticket,
        "config": json.dumps(ticket.config),
        "board": board_of(session),
        "sheet": is_host(user=visit.user, session=session),
        "phones": phones_of(session),
        "steered": role is Role.HOST and bool(acts_for(session, now=now)),
        "event_url": visit.back,
        "self_check_in": beside.get("self_check_in") or (visit.guest and open_in(session, now=now)),
        "heartbeat_seconds": HEARTBEAT_SECONDS,
        "form": QuestionForm(),
        "polled_every": POLLED_EVERY,
    }
    return _with_room(render(request, "webinars/room.html", context), origins=server.frame_sources())


def ticket_for(person, session, *, role, reception, server, now):
    """A way into this one room until the session ends. Others in it see the display name, never the legal one."""
    opens, _closes = joining_window(session, role=role)
    return server.join(
        session.room_name,
        identity=str(person.public_id),
        display_name=person.display_name,
        role=role,
        reception=reception,
        not_before=opens,
        expires=session.ends_at,
        now=now,
    )


def _with_room(response, *, origins):
    """Let the room server's frame and script in, lend it camera and microphone, and tell it nothing of this page.

    ``no-referrer`` would post the forms here with ``Origin: null``, which Django's CSRF check refuses; under
    ``same-origin`` other servers learn as little.
    """
    response["Referrer-Policy"] = "same-origin"
    allowed = " ".join(["self", *(f'"{origin}"' for origin in origins)])
    response["Permissions-Policy"] = ", ".join(f"{feature}=({allowed})" for feature in DELEGATED)
    widened = {"frame-src": [SELF, *origins], "script-src": origins}
    return csp_update({name: sources for name, sources in widened.items() if sources})(lambda: response)()


@require_http_methods(["GET", "POST"])
def _presence(request, visit):
    """One heartbeat. ``room.js`` posts it; without JavaScript a small frame of the room page loads itself again.

    That frame reloads by the ``Refresh`` header: in the room page itself it would throw people out of the room, and
    screen readers back to the top.
    """
    inside = visit.role is not None
    interval = inside and record_heartbeat(person=visit.person, session=visit.session, now=timezone.now())
    if request.method == "POST":
        return HttpResponse(status=204 if interval else 410)
    response = render(request, "webinars/presence.html", {"interval": interval or None, "session": visit.session})
    if interval:
        response["Refresh"] = str(HEARTBEAT_SECONDS)
    return response


@require_POST
def _leave(request, visit):
    """The page of the room was closed."""
    if visit.person is None:
        raise PermissionDenied
    record_leave(person=visit.person, session=visit.session, now=timezone.now())
    return HttpResponse(status=204)


def _saves_data(request):
    return request.headers.get("Save-Data", "").lower() == "on"


def _door(request, visit, *, now, refusal=None, form=None, away=False, status=200):
    """``away``: the room server does not answer, so those who may enter read where to go instead."""
    (card,) = cards_of([visit.session], user=visit.user, now=now)
    context = {"card": card, "visit": visit, "session": visit.session, "refusal": refusal, "event_url": visit.back}
    context |= {"opens_at": getattr(refusal, "opens_at", None), "form": form, "away": away}
    context["board"] = board_of(visit.session) if away else None
    return render(request, "webinars/join.html", context, status=status)


join, room, presence, leave = (by_account(view) for view in (_join, _room, _presence, _leave))
guest_join, guest_room, guest_presence, guest_leave = (by_link(view) for view in (_join, _room, _presence, _leave))
