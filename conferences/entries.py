"""Items as calendar entries: the feed of a programme, and what somebody starred in their own calendar."""

from datetime import datetime

from django.urls import reverse

from calendars.entries import Entry
from people.addresses import absolute
from people.models import Person
from people.prepared import Asked, Prepared
from webinars.access import visible_events
from webinars.entries import limits

from .models import Release, Star
from .reading import Published


def programme_entries(event, release, *, keys=None):
    """The items of a release, or those of ``keys``; breaks are in no calendar."""
    talks = Published(release).talks
    return [
        Entry(
            uid=f"item-{talk.key}@school",
            sequence=release.revisions[talk.key][0],
            summary=talk.title,
            starts=talk.starts_at,
            ends=talk.ends_at,
            url=absolute(reverse("programme_item", args=[event.pk, talk.key])),
            updated_at=datetime.fromisoformat(release.revisions[talk.key][1]),
            description=talk.abstract,
            location=", ".join(filter(None, [talk.room_name, talk.room.address if talk.room else ""])),
            categories=(talk.kind_label,),
        )
        for talk in talks
        if not talk.is_break and (keys is None or talk.key in keys)
    ]


def personal_entries(*, person, now, wanted=None):
    """What ``person`` starred in released programmes whose pages anybody may open."""
    if wanted is not None and not wanted.taking_part:
        return []
    bounds = limits(now)
    keys = {}
    for programme, key in stars_of_somebody.all(person=person.pk):
        keys.setdefault(programme, set()).add(str(key))
    if not keys:
        return []
    newest = {}
    releases = Release.objects.filter(programme__in=keys).select_related("programme__event").order_by("number")
    for release in releases:
        newest[release.programme_id] = release
    entries = []
    for release in newest.values():
        entries += programme_entries(release.programme.event, release, keys=keys[release.programme_id])
    return [entry for entry in entries if bounds["since"] < entry.ends and entry.starts < bounds["until"]]


@Prepared
def stars_of_somebody():
    """Programme and public id of each starred item: asked hourly by programs, mostly for those who starred nothing."""
    stars = Star.objects.filter(person_id=Asked("person", Person._meta.pk))
    stars = stars.filter(item__programme__event__in=visible_events(None))
    return stars.values_list("item__programme", "item__public_id")
