"""Sessions of events: announced, filled with people and, once they are over, held – through the domain verbs."""

import random
from datetime import timedelta

from people.models import Person
from webinars.attendance import decide, mark_on_sheet, record_heartbeat, record_join, record_leave
from webinars.models import EventPage, Session
from webinars.registration import register
from webinars.scheduling import schedule

from .clock import later, moment, today
from .reading import event_rows

GUESTS = (6, 16)  # at least and at most; every session has seats for more
CAME = 0.8  # of those who registered
SEEN_BY_PAGE = 5  # people of a session whose presence the room page writes down, besides the trainer's sheet
PULSE = timedelta(minutes=2, seconds=50)  # how often an open room page says so
RECENTLY = timedelta(days=35)


def build_sessions(people, *, staff, now):
    """Schedule, fill and hold the sessions that the event files name."""
    for _kind, row in event_rows():
        event, chance = EventPage.objects.get(slug=row["slug"]), random.Random(row["slug"])
        for entry in row.get("session", []):
            day = today(now) + timedelta(days=entry["day"])
            session = build_session(event, entry, day=day, staff=staff, now=now)
            gather(session, chance.sample(people, chance.randint(*GUESTS)), chance=chance, now=now)


def build_session(event, entry, *, day, staff, now):
    """Announce a session on ``day``, three weeks ahead at the latest."""
    starts = moment(day, entry["time"])
    session = Session(
        event=event,
        title=entry.get("title", ""),
        starts_at=starts,
        ends_at=later(starts, minutes=entry["minutes"]),
        mode=entry.get("mode", Session.Mode.ONLINE),
        place=entry.get("place", ""),
        region=entry.get("region", ""),
        capacity=entry.get("capacity", 40),
        host=host_of(event) or staff,
    )
    return schedule(session=session, by=None, now=min(now, starts - timedelta(days=21)))


def host_of(event):
    """The speaker who has an account, if there is one."""
    return Person.objects.filter(speaker_cards__in=event.speaker_rows.values("speaker")).first()


def gather(session, guests, *, chance, now):
    """Register ``guests`` a week ahead; if the session is over by now, let it have happened."""
    for person in guests:
        register(person=person, session=session, now=min(now, session.starts_at - timedelta(days=7)))
    if session.is_over(now=now):
        hold(session, guests, chance=chance, now=now)


def hold(session, guests, *, chance, now):
    """Write down who came, as the trainer's sheet and the room page saw it, and decide by the rule."""
    came = [person for person in guests if chance.random() < CAME]
    if session.mode == Session.Mode.ONLINE and now - session.ends_at < RECENTLY:
        came = watch(session, came)
    for person in came:
        mark_on_sheet(session=session, person=person, by=session.host, now=session.starts_at)
    decide(session=session, now=session.ends_at + timedelta(minutes=40))


def watch(session, came):
    """Let the room page see the first few: one left too early, another lost power. The rest is for the sheet."""
    for place, person in enumerate(came[:SEEN_BY_PAGE]):
        minutes = session.length // timedelta(minutes=1)
        if place == 0:
            stay(session, person, 0, minutes // 3)
        elif place == 1:
            stay(session, person, 0, minutes // 2)
            stay(session, person, minutes // 2 + 12, minutes)
        else:
            stay(session, person, place, minutes)
    return came[SEEN_BY_PAGE - 1 :]  # the last of them is on both, and counts once


def stay(session, person, first, last):
    """The room page stays open from one minute of the session to another."""
    now, end = session.starts_at + timedelta(minutes=first), session.starts_at + timedelta(minutes=last)
    record_join(person=person, session=session, now=now)
    while now + PULSE < end:
        now += PULSE
        record_heartbeat(person=person, session=session, now=now)
    record_leave(person=person, session=session, now=end)
