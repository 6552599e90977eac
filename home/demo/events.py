"""Sessions of events: announced, filled with people and, once they are over, held – through the domain verbs."""

import random
from datetime import timedelta
from itertools import cycle, islice

from people.models import Person
from webinars.asking.questions import questions_of
from webinars.attendance import decide, mark_on_sheet, record_heartbeat, record_join, record_leave
from webinars.models import EventPage, Session
from webinars.registration import register
from webinars.scheduling import schedule

from .clock import later, moment, today
from .meetings import invite_guests
from .reading import event_rows
from .series import build_series, make_exceptions
from .visits import tell_the_way

GUESTS = (5, 9)  # at least and at most; every session has seats for more
CAME = 0.8  # of those who registered
WEEK, THREE_WEEKS = timedelta(days=7), timedelta(days=21)
RECENTLY = timedelta(days=35)
PULSE = timedelta(minutes=2, seconds=50)  # how often an open room page says so
# What the room page saw of the first few, as shares of the session: all of it, a third, a power cut, late, all of it.
STAYS = ([(0, 1)], [(0, 0.35)], [(0, 0.5), (0.65, 1)], [(0.08, 1)], [(0, 1)])


class Crowd:
    """Invented people in a circle, so that everybody takes part in something and nobody twice in the same."""

    def __init__(self, people, seed):
        people = list(people)
        random.Random(seed).shuffle(people)
        self.circle = cycle(people)

    def take(self, number):
        return list(islice(self.circle, number))


def build_sessions(people, *, staff, now):
    """Schedule, fill and hold the sessions that the event files name; who comes to an event comes to all of it."""
    crowd = Crowd(people, "events")
    for _kind, row in event_rows():
        event, chance = EventPage.objects.get(slug=row["slug"]), random.Random(row["slug"])
        days = [(today(now) + timedelta(days=entry["day"]), entry) for entry in row.get("session", [])]
        sessions = [build_session(event, entry, day=day, staff=staff, now=now) for day, entry in days]
        series = None
        if entry := row.get("series"):
            series = build_series(event, entry, host=host_of(event) or staff, now=now)
            sessions += series.sessions.order_by("recurs_on")
        guests = crowd.take(chance.randint(*GUESTS)) if sessions else []
        invite_guests(event, guests, now=min([now, *(session.starts_at - WEEK for session in sessions)]))
        said = answers_to(event, row, guests)
        for session in sessions:
            gather(session, guests, said=said, chance=chance, now=now)
        if way := row.get("travel"):
            tell_the_way(event, way, guests, now=now)
        if series:
            make_exceptions(series, entry, now=now)


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
    return schedule(session=session, by=None, now=min(now, starts - THREE_WEEKS))


def host_of(event):
    """The speaker who has an account, if there is one."""
    return Person.objects.filter(speaker_cards__in=event.speaker_rows.values("speaker")).first()


def answers_to(event, row, guests):
    """What each of ``guests`` answers to the questions of ``event``, by turns as its file says."""
    keys = [question.key for question in questions_of(event)]
    said = [cycle(question["said"]) for question in row.get("question", [])]
    return {person: dict(zip(keys, map(next, said), strict=True)) for person in guests}


def gather(session, guests, *, chance, now, said=None):
    """Register ``guests`` a week ahead, with what each ``said``; if the session is over, let it have happened."""
    for person in guests:
        answers = said[person] if said else None
        register(person=person, session=session, now=min(now, session.starts_at - WEEK), answers=answers, approved=True)
    if session.is_over(now=now):
        hold(session, guests, chance=chance, now=now)


def hold(session, guests, *, chance, now):
    """Write down who came, as the room page and the trainer's sheet saw it, and decide by the rule."""
    came = [person for place, person in enumerate(guests) if place == 0 or chance.random() < CAME]
    if session.mode == Session.Mode.ONLINE and now - session.ends_at < RECENTLY:
        for person, stays in zip(came, STAYS, strict=False):
            for share in stays:
                stay(session, person, *share)
        came = came[len(STAYS) - 1 :]  # the last of them is on both, and counts once
    for person in came:
        mark_on_sheet(session=session, person=person, by=session.host, now=session.starts_at)
    decide(session=session, now=session.ends_at + timedelta(minutes=40))


def stay(session, person, first, last):
    """The room page stays open from one share of the session to another."""
    now, end = session.starts_at + session.length * first, session.starts_at + session.length * last
    record_join(person=person, session=session, now=now)
    while now + PULSE < end:
        now += PULSE
        record_heartbeat(person=person, session=session, now=now)
    record_leave(person=person, session=session, now=end)
