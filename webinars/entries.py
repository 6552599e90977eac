"""Sessions as calendar entries. A public calendar never names a room: it leads to the event's page."""

import json
from functools import lru_cache, partial
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from calendars.entries import CANCELLED, CONFIRMED, Entry
from calendars.personal import Part, moment
from calendars.window import AROUND, limits
from people.addresses import absolute, lasting_path, page_paths

from .access import public_sessions
from .models import EventPage, Registration, Session
from .models.sessions import full_title, uid_of
from .translations import speak_language

NOBODY = UUID(int=0)
OF_SESSION = (
    "public_id", "sequence", "title", "starts_at", "ends_at", "updated_at", "created_at", "place", "state", "mode",
)  # fmt: skip
MOMENTS = ("starts_at", "ends_at", "updated_at", "created_at", "last_published_at")
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


def feed_entries(*, narrowed, now):
    """The public sessions that a feed of one kind or region holds."""
    return session_entries(public_sessions().filter(narrowed), now=now)


def with_a_seat(person):
    """What a person has a seat in."""
    seats = Registration.objects.active().filter(person_id=person)
    return as_json(Session.objects.public().filter(pk__in=seats.values("session")))


def hosted(person):
    return as_json(Session.objects.public().filter(host_id=person))


def entry_of(session, *, with_room=False):
    """One session, as it is in the database, in the active language."""
    (entry,) = in_words(list(_rows(Session.objects.filter(pk=session.pk))), with_room=with_room)
    return entry


def event_path(event):
    """The path of the event's page; the front page for one that stands outside the site."""
    return page_paths()(event.url_path)


def as_json(sessions, *, around=AROUND):
    """Those of ``sessions`` that a calendar holds, for a question about a person; ``read`` makes entries of the rows.

    Each brings what the translation of its event says, as nobody knows the reader's language yet.
    """
    others = EventPage.objects.live().filter(translation_key=OuterRef("event__translation_key"))
    said = {"language": F("locale__language_code"), "event_title": F("title")}
    said |= {name: F(name) for name in ("lead", "url_path", "last_published_at")}
    twin = others.exclude(pk=OuterRef("event")).order_by().values(said=JSONObject(**said))[:1]
    row = {name: F(name) for name in OF_SESSION}
    return _shown(sessions, **around).annotate(row=JSONObject(**row, **OF_EVENT, twin=Subquery(twin)))


def read(rows, *, now, with_room=False):
    """Entries out of JSON rows, in the active language."""
    language = get_language()
    for row in rows:
        twin = row.pop("twin")
        if isinstance(twin, str):  # SQLite forgets that a value out of a subquery is JSON
            twin = json.loads(twin)
        if twin and twin["language"] == language != row["language"]:
            row.update(twin)
    return _entries(rows, with_room=with_room)


PERSONAL = (
    Part("seat", "taking_part", with_a_seat, partial(read, with_room=True)),
    Part("host", "hosting", hosted, partial(read, with_room=True)),
)


def session_entries(sessions, *, now):
    """Entries of those of ``sessions`` that a calendar holds ``now``; without the way into their rooms.

    One question in every language: in a foreign one each row brings its translation, which costs the database more.
    """
    if get_language() != settings.LANGUAGE_CODE:
        return read(list(as_json(sessions, around=limits(now)).values_list("row", flat=True)), now=now)
    return in_words(list(_rows(_shown(sessions, **limits(now)))))


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
    return _entries(rows, with_room=with_room)


def _entries(rows, *, with_room):
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
    row |= {name: moment(row[name]) for name in MOMENTS if isinstance(row[name], str)}
    return Entry(
        uid=uid_of(UUID(str(row["public_id"]))),
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
    pattern = absolute(lasting_path("session_join", NOBODY, language=get_language()))
    online = {Session.Mode.ONLINE, Session.Mode.MIXED}
    return lambda row: pattern.replace(str(NOBODY), str(UUID(str(row["public_id"])))) if row["mode"] in online else ""
