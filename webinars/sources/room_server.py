"""What the room server says: kept as it came, read afterwards into intervals of presence."""

import hashlib
import json
import uuid
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from webinars.models import AttendanceInterval, RoomEvent, Session

from .jaas_webhooks import KINDS, OTHER, WebhookLog
from .jitsi_events import RoomLog, Unreadable, plain_room_name

ROOM = AttendanceInterval.Source.ROOM
CHUNK = 500
LONGEST_NAME = 200


class NotAnEvent(ValueError):
    """What came is no message of a room server."""


def keep(*, kind, body, now):
    """Write down ``body`` (bytes of JSON) before anything is made of it; what was said before, once."""
    payload, text = _parsed(body)
    _write_down(kind, _text(payload, "room_name"), json.dumps(payload, sort_keys=True), text, now=now)


def keep_webhook(*, body, now):
    """The same for a webhook of JaaS, which has a key of its own: what bears one that is known was heard before."""
    payload, text = _parsed(body)
    name, key = _text(payload, "fqn").partition("/")[2], _text(payload, "idempotencyKey")
    kind = KINDS.get(_text(payload, "eventType"), OTHER)
    _write_down(kind, name, key, text, now=now)


def keep_announcement(*, body, now):
    """The same for the recorder, which names the room by its address."""
    payload, text = _parsed(body)
    name = urlsplit(_text(payload, "meeting_url")).path.rpartition("/")[2]
    if not name:
        raise NotAnEvent("There is no room in the meeting_url.")
    _write_down(RoomEvent.Kind.RECORDED, name, json.dumps(payload, sort_keys=True), text, now=now)


def _text(payload, name):
    value = payload.get(name)
    if not isinstance(value, str) or not value or not value.isprintable():
        raise NotAnEvent(f"There is no {name}.")
    return value


def _write_down(kind, name, words, text, *, now):
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    name = plain_room_name(name)[:LONGEST_NAME]
    event = RoomEvent(kind=kind, room_name=name, digest=digest, body=text, received_at=now)
    RoomEvent.objects.bulk_create([event], ignore_conflicts=True)


def _parsed(body):
    try:
        text = body.decode()
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnEvent("This is no JSON.") from error
    if not isinstance(payload, dict) or "\x00" in text:
        raise NotAnEvent("This is no JSON object.")
    return payload, text


def unread_rooms():
    """Names of the rooms of which something is not read yet."""
    unread = RoomEvent.objects.unread().presence()
    return list(unread.order_by("room_name").values_list("room_name", flat=True).distinct())


@transaction.atomic
def read_room(*, room_name, now):
    """Make the session's intervals say what all messages of its room say together; True if that changed them.

    New evidence after the decision means that the decision is due again.
    """
    session = Session.objects.select_for_update().filter(room_name=room_name).first()
    if not RoomEvent.objects.unread().presence().filter(room_name=room_name).exists():
        return False
    useless = _("No session has this room.") if session is None else ""
    if session and session.messages_erased_at:  # what came before is gone; without it this would shorten what was seen
        useless = _("It came after the messages of this session were erased.")
    log, webhooks = RoomLog(), WebhookLog()
    for events in _in_chunks(room_name):
        problems = _add_all(events, log, webhooks)
        _mark_read([event for event in events if event.read_at is None], problems, useless=useless, now=now)
    if useless or not _write(session, log.stays() + webhooks.stays()):
        return False
    if session.decided_at:
        session.decided_at = None
        session.save(update_fields=["decided_at"])
    return True


def _in_chunks(room_name):
    """All messages of the room, a few at a time: however many a room was flooded with, not all are in memory."""
    events, last, chunk = RoomEvent.objects.presence().filter(room_name=room_name).order_by("pk"), 0, range(CHUNK)
    rows = events.values_list("pk", "kind", "body", "read_at", named=True)
    while len(chunk) == CHUNK:
        chunk = list(rows.filter(pk__gt=last)[:CHUNK])
        yield chunk
        last = chunk[-1].pk if chunk else last


def _add_all(events, log, webhooks):
    """Why some of ``events`` tell nothing, by their keys."""
    problems = {}
    for event in events:
        try:
            (webhooks if event.kind in KINDS.values() else log).add(event.kind, json.loads(event.body))
        except Unreadable as trouble:
            problems[event.pk] = str(trouble)
    return problems


def _mark_read(events, problems, *, useless, now):
    """With the reason why one tells nothing, if it does; ``useless`` is one for all of them."""
    keys = {}
    for event in events:
        keys.setdefault(useless or problems.get(event.pk, ""), []).append(event.pk)
    for reason, pks in keys.items():
        RoomEvent.objects.filter(pk__in=pks).update(read_at=now, problem=reason)


def _write(session, stays):
    """One interval for each stay of a person whom the school knows. Names prove nothing, so only keys are compared."""
    people = _people({stay.identity for stay in stays})
    known = {row.reference: row for row in session.intervals.filter(source=ROOM).exclude(reference="")}
    new, moved = [], []
    for stay in stays:
        person = people.get(stay.identity)
        if person is None:
            continue
        row = known.get(stay.reference)
        if row is None:
            row = AttendanceInterval(session=session, source=ROOM, reference=stay.reference, person_id=person)
            row.started_at, row.ended_at = stay.joined_at, stay.left_at
            new.append(row)
        elif (row.ended_at, row.person_id) != (stay.left_at, person):
            row.ended_at, row.person_id = stay.left_at, person
            moved.append(row)
    AttendanceInterval.objects.bulk_create(new, batch_size=CHUNK)
    AttendanceInterval.objects.bulk_update(moved, ["ended_at", "person"], batch_size=CHUNK)
    return bool(new or moved)


def _people(identities):
    """Primary keys by public identity, in one query for each few hundred."""
    keys = sorted({str(key) for key in map(_uuid, identities) if key})
    found = {}
    for start in range(0, len(keys), CHUNK):
        rows = Person.objects.filter(public_id__in=keys[start : start + CHUNK]).values_list("public_id", "pk")
        found.update((str(public_id), pk) for public_id, pk in rows)
    return found


def _uuid(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
