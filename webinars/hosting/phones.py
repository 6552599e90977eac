"""Taking part by phone, where the room server offers it: its numbers, and for each room a PIN. Asked by a task."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from webinars.access import HOSTS_EARLY
from webinars.models import DialIn, Session
from webinars.rooms import rooms
from webinars.rooms.wire import NoAnswer, ask

BEFORE = HOSTS_EARLY + timedelta(hours=1)
MOST = 40


@dataclass(frozen=True)
class Phones:
    """``numbers`` are (country, number as written, number as dialled); free ones come first."""

    numbers: list
    pin: str


def is_offered():
    return bool(settings.JITSI_DIAL_IN_NUMBERS_URL and settings.JITSI_DIAL_IN_MAPPER_URL)


def fetch(*, now):
    """Ask for the numbers, and the PIN of every room that opens soon or is open. An old answer outlives an error."""
    if not is_offered():
        DialIn.objects.all().delete()
        return
    _keep("", settings.JITSI_DIAL_IN_NUMBERS_URL, {}, _numbers, now=now)
    soon = Session.objects.scheduled().filter(starts_at__lt=now + BEFORE, ends_at__gt=now)
    for room in soon.exclude(mode=Session.Mode.IN_PERSON).values_list("room_name", flat=True):
        asked = {"conference": f"{room}@{getattr(rooms(), 'muc', '')}"}
        _keep(room, settings.JITSI_DIAL_IN_MAPPER_URL, asked, _pin, now=now)
    DialIn.objects.exclude(room_name="").filter(fetched_at__lt=now - timedelta(days=1)).delete()


def _keep(room, url, params, read, *, now):
    try:
        reply = ask("GET", url, params=params, retries=2)
        answer = read(json.loads(reply.text)) if reply.status == 200 else None
        problem = f"HTTP {reply.status}" if reply.status != 200 else "" if answer else _("There was no answer in it.")
    except (NoAnswer, ValueError, RecursionError) as trouble:
        answer, problem = None, str(trouble)[:100] if isinstance(trouble, NoAnswer) else _("There was no answer in it.")
    values = {"problem": problem, "fetched_at": now} | ({"answer": answer} if answer else {})
    DialIn.objects.update_or_create(room_name=room, defaults=values)


def _numbers(said):
    rows = [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []
    rows = [row for row in rows if isinstance(row.get("formattedNumber"), str) and row["formattedNumber"].strip()]
    rows.sort(key=lambda row: row.get("tollFree") is not True)
    return [[str(row.get("countryCode") or "")[:3], row["formattedNumber"].strip()[:40]] for row in rows[:MOST]]


def _pin(said):
    known = isinstance(said, dict) and said.get("conference") and str(said.get("id") or "")
    return known if known and known.isdecimal() and len(known) <= 20 else ""


def phones_of(session):
    """How to call into the room of ``session``, or None."""
    if not is_offered():
        return None
    found = {row.room_name: row.answer for row in DialIn.objects.filter(room_name__in=["", session.room_name])}
    numbers, pin = found.get(""), found.get(session.room_name)
    if not (numbers and pin):
        return None
    return Phones([(country, number, re.sub(r"[^0-9+]", "", number)) for country, number in numbers], str(pin))
