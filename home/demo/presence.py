"""Presence from several sources: the room server and an outage, a correction, check-ins, a signed sheet, a catch-up."""

import io
import json
import random
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from webinars.attendance import correct, decide
from webinars.catching_up.checking import answer_check
from webinars.catching_up.opening import open_catch_up
from webinars.check_in import check_in
from webinars.models import Attendance, Session
from webinars.outages import declare_outage
from webinars.recomputing import decide_anew, forecast
from webinars.registration import register
from webinars.self_check_in import open_window, say_here
from webinars.sheets.signed import attach
from webinars.sources.room_server import keep, read_room

from .beside import seated
from .reading import read

STAYS = ([(1, 44), (61, 88)], [(0, 30)], [(12, 50)], [(0, 25)])  # minutes that the room server saw, one by one
DARK = (44, 62)  # minutes


def build_presence(people, *, staff, now):
    """Of a session online, to which some more of ``people`` came, and of one in a hall, as ``presence.toml`` says."""
    text, sessions = read("presence.toml"), Session.objects.scheduled().select_related("host")
    online = sessions.filter(event__slug=text["online"]["event"]).past(now=now).first()
    hall = sessions.filter(event__slug=text["hall"]["event"]).past(now=now).first()
    for person in [person for person in people if person not in seated(online)][: len(STAYS) + 1]:
        register(person=person, session=online, now=online.starts_at - timedelta(days=7), approved=True)
    see_in_room(online, now=online.ends_at)
    darken(online, text["online"], staff=staff, now=online.ends_at + timedelta(days=1))
    overrule(online, text["online"], staff=staff, now=online.ends_at + timedelta(days=2))
    let_catch_up(online, text["online"]["later"], now=now)
    check_in_hall(hall, text["hall"])


def see_in_room(session, *, now):
    """Messages of the room server, of whom no other source saw so far; then all is decided."""
    unseen = [person for person in seated(session) if not session.intervals.filter(person=person).exists()]
    for person, stays in zip(unseen, STAYS, strict=False):
        for stay in stays:
            keep(kind="occupant/left", body=message(session, person, stay), now=now)
    if len(unseen) > len(STAYS):
        say_so(session, unseen[-1])
    read_room(room_name=session.room_name, now=now)
    decide(session=session, now=now + timedelta(minutes=40))


def say_so(session, person):
    """Whom nobody saw says to be there: kept, and by the usual rule not counted."""
    moment = session.starts_at + timedelta(minutes=20)
    open_window(session=session, minutes=10, by=session.host, now=moment)
    say_here(person=person, session=session, now=moment)


def message(session, person, stay):
    came, left = (int((session.starts_at + timedelta(minutes=minute)).timestamp()) for minute in stay)
    occupant = {"occupant_jid": f"{person.public_id}@meet.school.example/{came}", "id": str(person.public_id)}
    occupant |= {"name": person.display_name, "joined_at": came, "left_at": left}
    said = {"event_name": "muc-occupant-left", "room_name": session.room_name, "is_breakout": False}
    return json.dumps({**said, "room_jid": f"{session.room_name}@conference.meet", "occupant": occupant}).encode()


def darken(session, text, *, staff, now):
    """The light went out for everybody; what that changes was looked at and carried out."""
    started, ended = (session.starts_at + timedelta(minutes=minute) for minute in DARK)
    declare_outage(session=session, started_at=started, ended_at=ended, reason=text["outage"], by=staff, now=now)
    session.refresh_from_db()
    decide_anew(sessions=[session], digest=forecast([session]).digest, by=staff, now=now)


def absent_from(session):
    return session.attendances.filter(status=Attendance.Status.ABSENT).select_related("person").order_by("pk")


def overrule(session, text, *, staff, now):
    if row := absent_from(session).last():
        correct(attendance=row, status=Attendance.Status.PRESENT, reason=text["correction"], by=staff, now=now)


def let_catch_up(session, text, *, now):
    """Open for some days yet: somebody has passed the check, somebody else not the first time."""
    days = (now - session.ends_at).days + text["days"]
    facts = {name: text[name].strip() for name in ("url", "note")}
    opened = session.ends_at + timedelta(days=1)
    questions = [dict(question) for question in text["questions"]]
    catch_up = open_catch_up(
        session=session, days=min(days, 60), questions=questions, by=session.host, now=opened, **facts
    )
    for row, places in zip(absent_from(session)[:2], ([0, 0], [0, 1]), strict=False):
        when = min(now, session.ends_at + timedelta(days=3))
        answer_check(catch_up=catch_up, person=row.person, number=catch_up.number, places=places, now=when)


def check_in_hall(session, text):
    """Half of them scanned the code; the paper that all signed was photographed."""
    for person in seated(session)[::2]:
        check_in(person=person, session=session, now=session.starts_at - timedelta(minutes=5))
    file = SimpleUploadedFile("pidpysy.jpg", photograph(len(seated(session))))
    decided = session.ends_at + timedelta(hours=2)
    kind = {"content_type": "image/jpeg", "note": text["note"], "by": session.host}
    attach(session=session, upload=file, now=decided, **kind)
    session.refresh_from_db()
    decide_anew(sessions=[session], digest=forecast([session]).digest, by=session.host, now=decided)


def photograph(lines):
    """A page of ruled lines, each with something like a signature; names are nobody's."""
    chance, page = random.Random("pidpysy"), Image.new("RGB", (620, 880), (247, 245, 238))
    pen = ImageDraw.Draw(page)
    for number in range(1, lines + 1):
        y = 90 + 46 * number
        pen.line([(40, y), (580, y)], fill=(170, 170, 165))
        pen.line([(60, y - 14), (60 + chance.randint(120, 210), y - 14)], fill=(60, 60, 70), width=5)
        curve = [(400 + step * 12, y - 14 + chance.randint(-13, 11)) for step in range(12)]
        pen.line(curve, fill=(36, 60, 130), width=3, joint="curve")
    file = io.BytesIO()
    page.save(file, "JPEG", quality=70)
    return file.getvalue()
