"""The way into a live room, the page that shows it, and the presence it records."""

import json

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_for
from webinars.access import check_join, is_host, joining_window, role_for
from webinars.attendance import record_heartbeat, record_join, record_leave
from webinars.beside.boards import board_of
from webinars.beside.forms import QuestionForm
from webinars.beside.reading import board_context
from webinars.beside.views import POLLED_EVERY
from webinars.cards import cards_of
from webinars.exceptions import JoinRefused
from webinars.forms import ReceptionForm
from webinars.private import page_of
from webinars.reception import reception_of, remember
from webinars.room_health import is_away
from webinars.rooms import RoomUnavailable, rooms

from . import session_for

SELF = "'self'"
HEARTBEAT_SECONDS = 60
DELEGATED = ("camera", "microphone", "display-capture", "autoplay", "fullscreen", "screen-wake-lock")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, public_id):
    """Before the time a page that says when; in time the choices and a button, which writes down that one came."""
    session, now = session_for(request, public_id), timezone.now()
    try:
        check_join(user=request.user, session=session, now=now)
    except JoinRefused as refusal:
        return _door(request, session, refusal=refusal, status=409 if request.method == "POST" else 200, now=now)
    person = person_for(request)
    form = ReceptionForm(request.POST or None, initial={"reception": reception_of(person, lite=_saves_data(request))})
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        if form.is_bound and form.cleaned_data["reception"]:
            remember(person=person, reception=form.cleaned_data["reception"], now=now)
        record_join(person=person, session=session, now=now)
        return redirect("session_room", session.public_id)
    away, status = is_away(now=now), 422 if form.errors else 200
    return _door(request, session, now=now, form=form, away=away, status=status)


@never_cache
@login_required
@require_safe
def room(request, public_id):
    """The room itself, inside the page and as a link. The ticket is made for this person at this moment."""
    session, now = session_for(request, public_id), timezone.now()
    try:
        role = check_join(user=request.user, session=session, now=now)
    except JoinRefused:
        return redirect("session_join", session.public_id)
    server, person = rooms(), person_for(request)
    reception = reception_of(person, lite=_saves_data(request))
    try:
        ticket = ticket_for(person, session, role=role, reception=reception, server=server, now=now)
    except RoomUnavailable as trouble:
        return _door(request, session, refusal=trouble, away=True, status=503, now=now)
    context = board_context(request, session, now=now, in_room=True) | {
        "ticket": ticket,
        "config": json.dumps(ticket.config),
        "board": board_of(session),
        "sheet": is_host(user=request.user, session=session),
        "event_url": page_of(session),
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


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def presence(request, public_id):
    """One heartbeat. ``room.js`` posts it; without JavaScript a small frame of the room page loads itself again.

    That frame reloads by the ``Refresh`` header: in the room page itself it would throw people out of the room, and
    screen readers back to the top.
    """
    session, now = session_for(request, public_id), timezone.now()
    inside = role_for(user=request.user, session=session) is not None
    interval = inside and record_heartbeat(person=person_for(request), session=session, now=now)
    if request.method == "POST":
        return HttpResponse(status=204 if interval else 410)
    response = render(request, "webinars/presence.html", {"interval": interval or None, "session": session})
    if interval:
        response["Refresh"] = str(HEARTBEAT_SECONDS)
    return response


@never_cache
@login_required
@require_POST
def leave(request, public_id):
    """The room page was closed."""
    record_leave(person=person_for(request), session=session_for(request, public_id), now=timezone.now())
    return HttpResponse(status=204)


def _saves_data(request):
    return request.headers.get("Save-Data", "").lower() == "on"


def _door(request, session, *, now, refusal=None, form=None, away=False, status=200):
    """``away``: the room server does not answer, so those who may enter read where to go instead."""
    (card,) = cards_of([session], user=request.user, now=now)
    context = {"card": card, "session": session, "refusal": refusal, "event_url": page_of(session)}
    context |= {"opens_at": getattr(refusal, "opens_at", None), "form": form, "away": away}
    context["board"] = board_of(session) if away else None
    return render(request, "webinars/join.html", context, status=status)
