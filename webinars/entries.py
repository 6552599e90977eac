"""Sessions as calendar entries. A public calendar never names a room: it leads to the event's page."""

from datetime import datetime, time, timedelta
from functools import cache, lru_cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import get_language

from calendars.entries import CANCELLED, CONFIRMED, Entry
from calendars.kyiv import KYIV
from people.addresses import absolute, absolute_reverse, page_paths
from people.models import Person
from people.prepared import Asked, Prepared

from .access import public_sessions
from .models import EventPage, Registration, Session
from .models.sessions import full_title, uid_of
from .translations import speak_language

DAYS_BACK = timedelta(days=60)
DAYS_AHEAD = timedelta(days=400)
NOBODY = UUID(int=0)
OF_SESSION = (
    "public_id", "sequence", "title", "starts_at", "ends_at", "updated_at", "created_at", "place", "state", "mode",
)  # fmt: skip
OF_EVENT = {
    "event_title": F("event__title"),
    "lead": F("event__lead"),
    "kind": F("event__kind"),
    "url_path": F("event__url_path"),
    "last_published_at": F("event__last_published_at"),
    "translation_key": F("event__translation_key"),
    "language": F("event__locale__language_code"),
}


def public_entries(*, now):
    """Everything anybody may know of."""
    return session_entries(public_sessions(), now=now)


def event_entries(*, event, now):
    """The sessions of one event, whichever of its translations is asked."""
    return session_entries(public_sessions().filter(event__translation_key=event.translation_key), now=now)


def feed_entries(*, narrowed, now):
    """The public sessions that a feed of one kind or region holds."""
    return session_entries(public_sessions().filter(narrowed), now=now)


def personal_entries(*, person, now, wanted=None):
    """What ``person`` has a seat in or hosts, as far as ``wanted``, with the way into the room."""
    taking_part, hosting = (wanted is None or wanted.taking_part), (wanted is None or wanted.hosting)
    if not (taking_part or hosting):
        return []
    rows = sessions_of_somebody(taking_part, hosting).all(person=person.pk, **limits(now))
    return in_words(rows, with_room=True)


@cache
def sessions_of_somebody(taking_part, hosting):
    """The question behind the calendar of one person, which programs ask every hour."""
    person = Asked("person", Person._meta.pk)
    seat = Registration.objects.active().filter(person_id=person).values("session")
    mine = [Q(pk__in=seat)] * taking_part + [Q(host_id=person)] * hosting
    return asking(lambda: Session.objects.public().filter(reduce(or_, mine)))


def entry_of(session, *, with_room=False):
    """One session, as it is in the database, in the active language."""
    (entry,) = in_words(list(_rows(Session.objects.filter(pk=session.pk))), with_room=with_room)
    return entry


def event_path(event):
    """The path of the event's page; the front page for one that stands outside the site."""
    return page_paths()(event.url_path)


def asking(sessions):
    """The prepared question for rows of what ``sessions`` returns; asked with ``limits``, read by ``in_words``."""
    moment = Session._meta.get_field("starts_at")
    around = {name: Asked(name, moment) for name in ("since", "until", "today")}
    return Prepared(lambda: _rows(_shown(sessions(), **around)))


def session_entries(sessions, *, now):
    """Entries of those of ``sessions`` that a calendar holds ``now``; without the way into their rooms."""
    return in_words(list(_rows(_shown(sessions, **limits(now)))))


def limits(now):
    """The time around ``now`` that a calendar holds, and the beginning of the day in Kyiv."""
    today = datetime.combine(now.astimezone(KYIV).date(), time(0), tzinfo=KYIV)
    return {"since": now - DAYS_BACK, "until": now + DAYS_AHEAD, "today": today}


def _shown(sessions, *, since, until, today):
    """Those of a limited time; a cancelled one stays until its day is over."""
    shown = sessions.filter(ends_at__gt=since, starts_at__lt=until)
    return shown.exclude(state=Session.State.CANCELLED, ends_at__lt=today).order_by("starts_at", "pk")


def _rows(sessions):
    """Plain rows: calendar programs ask hourly, and a page with its texts costs more than its dates."""
    return sessions.values(*OF_SESSION, **OF_EVENT)


def in_words(rows, *, with_room=False):
    """Entries out of rows, in the active language."""
    speak_language(rows, get_language())
    path_of, room_of = page_paths(), _room_pages() if with_room else lambda row: ""
    kinds = {value: str(label) for value, label in EventPage.Kind.choices}
    return [
        _entry(tuple(row.items()), absolute(path_of(row["url_path"])), kinds[row["kind"]], room_of(row)) for row in rows
    ]


@lru_cache(maxsize=2000)
def _entry(items, url, kind, room):
    """Nothing but these values goes into an entry, so who shares a session shares its entry, checked and digested."""
    row = dict(items)
    title = row["event_title"]
    return Entry(
        uid=uid_of(row["public_id"]),
        sequence=row["sequence"],
        summary=full_title(title, row["title"]),
        starts=row["starts_at"],
        ends=row["ends_at"],
        url=url,
        updated_at=max(row["updated_at"], row["last_published_at"] or row["updated_at"]),
        created_at=row["created_at"],
        description=row["lead"],
        location=row["place"],
        status=CANCELLED if row["state"] == Session.State.CANCELLED else CONFIRMED,
        categories=(kind,),
        conference_url=room,
    )


def _room_pages():
    """The address of a row's room page, if it has a room; the pattern is looked up once for all of them."""
    pattern = absolute_reverse("session_join", NOBODY, language=get_language())
    online = {Session.Mode.ONLINE, Session.Mode.MIXED}
    return lambda row: pattern.replace(str(NOBODY), str(row["public_id"])) if row["mode"] in online else ""
