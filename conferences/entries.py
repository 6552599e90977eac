"""Items as calendar entries: the feeds of programmes, and what somebody starred in their own calendar."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language, gettext

from calendars.entries import Entry
from calendars.feeds import PublicFeed
from calendars.personal import Part
from calendars.window import limits
from people.addresses import absolute
from webinars.access import visible_events

from .models import Appearance, Release, Star
from .reading import Published


def programme_entries(event_pk, release, *, keys=None):
    """The items of a release, or those of ``keys``; breaks are in no calendar."""
    talks = Published(release).talks
    return [
        Entry(
            uid=f"item-{talk.key}@school",
            sequence=release.revisions[talk.key][0],
            summary=talk.title,
            starts=talk.starts_at,
            ends=talk.ends_at,
            url=absolute(reverse("programme_item", args=[event_pk, talk.key])),
            updated_at=datetime.fromisoformat(release.revisions[talk.key][1]),
            description=talk.abstract,
            location=", ".join(filter(None, [talk.room_name, talk.room.address if talk.room else ""])),
            categories=(talk.kind_label,),
        )
        for talk in talks
        if not talk.is_break and (keys is None or talk.key in keys)
    ]


def public_feeds():
    """A feed for each released programme that anybody may see; its page announces those of tracks and rooms."""
    released = Release.objects.filter(programme__event__translation_key=OuterRef("translation_key"))
    events = visible_events(None).filter(Exists(released), locale__language_code=get_language())
    events = events.order_by("-pk").only("title")
    return [PublicFeed(row.title, reverse("programme_ics", args=[row.pk]), gettext("By conference")) for row in events]


def led(person):
    """The items that a person speaks in or moderates."""
    return _as_json(Appearance.objects.filter(speaker__person_id=person))


def starred(person):
    return _as_json(Star.objects.filter(person_id=person))


def _as_json(rows):
    """The items of ``rows``, each with the newest release, where anybody may open the page of the programme."""
    newest = Release.objects.filter(programme=OuterRef("item__programme")).order_by("-number").values("pk")[:1]
    rows = rows.filter(item__programme__event__in=visible_events(None))
    rows = rows.annotate(release=Subquery(newest)).filter(release__isnull=False)
    return rows.annotate(row=JSONObject(release=F("release"), key=F("item__public_id")))


def read(rows, *, now):
    """Entries of those rows. Programmes are not read where there are none, nor twice for the same items."""
    if not rows:
        return []
    bounds = limits(now)
    entries = _released(frozenset((row["release"], str(UUID(row["key"]))) for row in rows), get_language())
    return [entry for entry in entries if bounds["since"] < entry.ends and entry.starts < bounds["until"]]


@lru_cache(maxsize=1000)
def _released(chosen, language):
    """(release, public id of an item) as entries. A release never changes, so what was read of it stays true."""
    releases = Release.objects.filter(pk__in={release for release, _key in chosen}).select_related("programme")
    return [
        entry
        for release in releases
        for entry in programme_entries(
            release.programme.event_id, release, keys={key for number, key in chosen if number == release.pk}
        )
    ]


PERSONAL = (Part("item", "hosting", led, read), Part("star", "programme", starred, read))
