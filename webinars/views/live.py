"""The way into a live room, the page that shows it, and the presence it records."""

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
from webinars.cards import cards_of
from webinars.exceptions import JoinRefused
from webinars.private import page_of
from webinars.rooms import RoomUnavailable, rooms

from . import session_for

SELF = "'self'"
HEARTBEAT_SECONDS = 60
DELEGATED = ("camera", "microphone", "display-capture", "autoplay", "fullscreen", "screen-wake-lock")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, public_id):
    """Before the time a page that says when; in time a button, which also writes down that one came."""
    session, now = session_for(request, public_id), timezone.now()
    try:
        check_join(user=request.user, session=session, now=now)
    except JoinRefused as refusal:
        return _door(request, session, refusal=refusal, status=409 if request.method == "POST" else 200, now=now)
    if request.method == "POST":
        record_join(person=person_for(request), session=session, now=now)
        return redirect("session_room", session.public_id)
    return _door(request, session, now=now)


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
    server = rooms()
    try:
        ticket = ticket_for(person_for(request), session, role=role, server=server, now=now)
    except RoomUnavailable as trouble:
        return _door(request, session, refusal=trouble, status=503, now=now)
    context = {
        "session": session,
        "ticket": ticket,
        "role": role,
        "hosting": is_host(user=request.user, session=session),
        "event_url": page_of(session),
        "heartbeat_seconds": HEARTBEAT_SECONDS,
    }
    return _with_room(render(request, "webinars/room.html", context), origins=server.frame_sources())


def ticket_for(person, session, *, role, server, now):
    """A way into this one room until the session ends. Others in it see the display name, never the legal one."""
    opens, _closes = joining_window(session, role=role)
    return server.join(
        session.room_name,
        identity=str(person.public_id),
        display_name=person.display_name,
        role=role,
        not_before=opens,
        expires=session.ends_at,
        now=now,
    )


def _with_room(response, *, origins):
    """Let the room server's frame and script in, lend it camera and microphone, and tell it nothing of this page.

    Under ``no-referrer`` a form here would be posted with ``Origin: null``, which Django's CSRF check refuses; so the
    page has no form, and ``room.js`` posts by ``fetch``, which names the origin.
    """
    response["Referrer-Policy"] = "no-referrer"
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


def _door(request, session, *, now, refusal=None, status=200):
    (card,) = cards_of([session], user=request.user, now=now)
    context = {"card": card, "session": session, "refusal": refusal, "event_url": page_of(session)}
    context["opens_at"] = getattr(refusal, "opens_at", None)
    return render(request, "webinars/join.html", context, status=status)
