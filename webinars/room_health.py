"""Does the live room work? What is asked of the room server, and what a coordinator can do about each answer."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from content import wording

from .hosting.counting import ask_about_rooms, of_counting
from .hosting.findings import Finding, of_phones, of_recordings
from .models import RoomCheck, RoomEvent, Session
from .rooms import Reception, Role, new_room_name, rooms
from .rooms.probing import Answer, Unclear, is_there, lets_in
from .rooms.steering import NotDone, Steering

Question = RoomCheck.Question
STALE = timedelta(minutes=30)
UNREAD_TOO_LONG = timedelta(minutes=10)


def check_rooms(*, now):
    """Ask the room server and write down what it says. For a task: it waits for another machine."""
    server = rooms()
    script_url = getattr(server, "script_url", "")
    if not script_url:
        RoomCheck.objects.all().delete()
        return
    answers = {Question.SERVER: is_there(script_url)}
    if answers[Question.SERVER].ok and server.judges_tokens:
        answers |= _ask_about_tokens(server, now=now)
    answers |= _ask_about_steering(server, now=now)
    answers |= ask_about_rooms(server, now=now)
    for question, answer in answers.items():
        values = {"ok": answer.ok, "detail": answer.detail[:250], "checked_at": now}
        RoomCheck.objects.update_or_create(question=question, defaults=values)
    stays = {*answers, Question.COUNTED} if getattr(server, "control_url", "") else answers  # asked only with people in
    RoomCheck.objects.exclude(question__in=stays).delete()


def _ask_about_tokens(server, *, now):
    """Our token for a room that nobody has must do, and the same with its signature spoiled must not."""
    room = new_room_name()
    ticket = server.join(
        room,
        identity="health-check",
        display_name="",
        role=Role.GUEST,
        reception=Reception.SOUND,
        not_before=now,
        expires=now + timedelta(minutes=1),
        now=now,
    )
    if not ticket.jwt:
        return {}
    head, body, signature = ticket.jwt.split(".")
    spoiled = f"{head}.{body}.{'A' * len(signature)}"
    try:
        good = lets_in(server.origin, domain=server.domain, room=room, token=ticket.jwt)
        bad = lets_in(server.origin, domain=server.domain, room=room, token=spoiled)
    except Unclear as trouble:
        return {Question.TOKENS: Answer(False, str(trouble))}
    return {Question.TOKENS: good, Question.STRANGERS: Answer(not bad.ok, bad.detail)}


def _ask_about_steering(server, *, now):
    """End a room that nobody has: our key must open that door, and a spoiled signature must not."""
    room = new_room_name()
    steering = server.steering(room, now=now)
    if not isinstance(steering, Steering) or not steering.system_token:
        return {}
    try:
        trouble = steering.trusts_us(room)
    except NotDone as silence:
        trouble = str(silence)
    return {Question.STEERED: Answer(not trouble, trouble)}


def is_away(*, now):
    """Did the room server not answer when it was last asked? What was asked long ago says nothing."""
    return RoomCheck.objects.filter(question=Question.SERVER, ok=False, checked_at__gt=now - STALE).exists()


def findings(*, now):
    """Every line of the page, in the order in which one sets things up."""
    checks = {check.question: check for check in RoomCheck.objects.all()}
    if settings.WEBINAR_ROOMS["BACKEND"].endswith(".JaasRooms"):
        return _of_jaas(checks.get(Question.SERVER), now=now)
    own = _("Choose a long random value; set it here and in Prosody, steps 3 and 4.")
    return [
        _asked(checks.get(Question.SERVER), Question.SERVER.label, _server_advice("JITSI_URL"), now=now),
        _tokens_set() or _asked(checks.get(Question.TOKENS), Question.TOKENS.label, _token_advice(), now=now),
        *([] if _tokens_set() else [_strangers(checks.get(Question.STRANGERS), now=now)]),
        _secret(
            "JITSI_RESERVATION_SECRET", _("Rooms open for sessions only"), RoomEvent.objects.reservations(), own, now
        ),
        _secret("JITSI_EVENTS_SECRET", _("It tells who came and left"), RoomEvent.objects.presence(), own, now),
        *of_counting(checks.get(Question.COUNTED), now=now),
        *_steered(checks.get(Question.STEERED), now=now),
        _reading(now=now),
        *of_recordings(now=now),
        *of_phones(now=now),
    ]


def _steered(check, *, now):
    """Nothing where the school is not meant to steer rooms."""
    if not settings.WEBINAR_ROOMS.get("OPTIONS", {}).get("control_url"):
        return []
    if not settings.WEBINAR_ROOMS["OPTIONS"].get("control_key_file"):
        says = _("Not set: %(names)s.") % {"names": "JITSI_CONTROL_KEY_FILE"}
        advice = _("Without it hosts see who is in a room, and can end nothing: section “Steering rooms”.")
        return [Finding(Question.STEERED.label, "unknown", says, advice)]
    advice = _("Compare the section “Steering rooms” with Prosody’s configuration: its port, its modules, its key.")
    return [_asked(check, Question.STEERED.label, advice, now=now)]


def _of_jaas(check, *, now):
    """JaaS judges a token only when somebody comes, and asks nobody whether a room may open."""
    advice = _("Copy the secret of the webhook from JaaS’s console, with whsec_ in front: section “JaaS”.")
    return [
        _asked(check, Question.SERVER.label, _server_advice("JAAS_APP_ID"), now=now),
        _let_in(now=now),
        _secret("JAAS_WEBHOOK_SECRET", _("It tells who came and left"), RoomEvent.objects.presence(), advice, now),
        _reading(now=now),
        *of_recordings(now=now),
    ]


def _let_in(*, now):
    """Whom JaaS let in tells that it takes our tokens; nothing else does."""
    last = RoomEvent.objects.filter(kind=RoomEvent.Kind.JAAS_JOINED).order_by("-received_at").first()
    what = Question.TOKENS.label
    if last:
        says = _("Somebody came in on %(when)s.") % {"when": wording.moment(last.received_at, now=now)}
        return Finding(what, "good", says)
    advice = _("Open a room of a session. If JaaS refuses, compare JAAS_KEY_ID and the public key in its console.")
    return Finding(what, "unknown", _("JaaS says so only when somebody comes, and nobody has yet."), advice)


def _asked(check, what, advice, *, now):
    if check is None or now - check.checked_at > STALE:
        says = _("It was not asked in the last half hour.")
        return Finding(what, "unknown", says, _("Press “Ask now”. If nothing changes, the background worker is down."))
    when = _("Asked on %(when)s.") % {"when": wording.moment(check.checked_at, now=now)}
    return Finding(what, "good", when) if check.ok else Finding(what, "bad", f"{check.detail or '–'}. {when}", advice)


def _strangers(check, *, now):
    return _asked(check, Question.STRANGERS.label, _stranger_advice(), now=now)


def _tokens_set():
    """A finding where there is no token at all, else nothing."""
    options = settings.WEBINAR_ROOMS.get("OPTIONS", {})
    needed = ("app_id", "private_key_file" if options.get("private_key_file") else "app_secret")
    missing = [f"JITSI_{name.upper()}" for name in needed if not options.get(name)]
    if not missing:
        return None
    says = _("Not set: %(names)s. Whoever learns a room’s name can enter it.") % {"names": ", ".join(missing)}
    return Finding(Question.TOKENS.label, "bad", says, _("Set them as in Prosody’s configuration, steps 1 and 2."))


def _secret(name, what, events, advice, now):
    if not getattr(settings, name):
        says = _("Not set: %(names)s.") % {"names": name}
        return Finding(what, "bad", says, advice)
    last = events.order_by("-received_at").first()
    if last is None:
        advice = _("Check the address and the secret in the room server’s configuration, then open a session’s room.")
        return Finding(what, "unknown", _("Nothing has come from the room server yet."), advice)
    says = _("The last message came on %(when)s.") % {"when": wording.moment(last.received_at, now=now)}
    silent = Session.objects.scheduled().filter(starts_at__gt=last.received_at, ends_at__lt=now).exists()
    if not silent:
        return Finding(what, "good", says)
    return Finding(
        what, "bad", says, _("A session was held since. Look into the room server’s log for refused requests.")
    )


def _reading(*, now):
    what = _("What it tells is read")
    waiting = RoomEvent.objects.unread().presence()
    oldest = waiting.order_by("received_at").first()
    if oldest and now - oldest.received_at > UNREAD_TOO_LONG:
        says = _("Messages that wait to be read: %(number)d.") % {"number": waiting.count()}
        return Finding(what, "bad", says, _("The background worker is down or busy. Nothing is lost: start it again."))
    odd = RoomEvent.objects.exclude(problem="").filter(received_at__gt=now - timedelta(days=7)).count()
    if odd:
        says = _("Messages of the last week that told nothing: %(number)d.") % {"number": odd}
        return Finding(what, "unknown", says, _("Rooms without a session, or a plugin of another version."))
    return Finding(what, "good", _("Nothing waits."))


def _server_advice(name):
    return _(
        "Check %(name)s and that the server runs. Until it does, people see the substitute that stands on the page "
        "“Beside the room” of their session."
    ) % {"name": name}


def _token_advice():
    return _("Compare JITSI_APP_ID and JITSI_APP_SECRET with Prosody’s, and the clocks of both servers.")


def _stranger_advice():
    return _("It accepts a token with a wrong signature: set authentication = “token” in Prosody, step 1.")
