"""A programme as plain values: what a release freezes.

``{"rooms": {id: …}, "tracks": {id: …}, "items": {id: …}}``, by public ids. Moments are ISO 8601 in UTC. Names are
kept in both languages, so that a reader of either finds theirs. No field names an account or a row of a draft.
"""

from datetime import UTC

from webinars.models import Session

from .models import Appearance


def snapshot_of(programme):
    """The programme as it is planned now; items without a start are drafts and stay out of it."""
    rooms = programme.rooms.select_related("programme").prefetch_related("days__session")
    items = programme.items.scheduled().with_people()
    return {
        "rooms": {str(room.public_id): _room(room, place) for place, room in enumerate(rooms)},
        "tracks": {
            str(track.public_id): {"name": track.name, "name_en": track.name_en, "color": track.color}
            for track in programme.tracks.all()
        },
        "items": {str(item.public_id): _item(item) for item in items},
    }


def iso(moment):
    return moment.astimezone(UTC).isoformat()


def _room(room, place):
    return {
        "order": place,
        "name": room.name,
        "name_en": room.name_en,
        "kind": room.kind,
        "address": room.address,
        "hours": [
            {
                "opens_at": iso(day.opens_at),
                "closes_at": iso(day.closes_at),
                "session": _session(room, day.session),
            }
            for day in room.days.all()
        ],
    }


def _session(room, session):
    """Only an announced session of this very event is a way in."""
    fits = session and session.event_id == room.programme.event_id and session.state == Session.State.SCHEDULED
    return str(session.public_id) if fits else None


def _item(item):
    def people(role):
        return [_person(row.speaker) for row in item.appearances.all() if row.role == role]

    return {
        "kind": item.kind,
        "title": item.title,
        "abstract": item.abstract,
        "language": item.language,
        "track": str(item.track.public_id) if item.track else None,
        "room": str(item.room.public_id) if item.room else None,
        "starts_at": iso(item.starts_at),
        "minutes": item.minutes,
        "speakers": people(Appearance.Role.SPEAKER),
        "moderators": people(Appearance.Role.MODERATOR),
    }


def _person(speaker):
    return {
        "slug": speaker.slug,
        "name": speaker.name,
        "name_en": speaker.name_en,
        "role": speaker.role,
        "role_en": speaker.role_en,
    }
