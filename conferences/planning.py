"""A programme's rows as the plain values that ``clashes`` compares."""

from webinars.clashes import expected_at
from webinars.models import Session

from .clashes import Elsewhere, Hours, Slot, clashes_of
from .models import Appearance, RoomDay


def clashes_in(programme):
    """What stands in the way of the programme as it is planned now."""
    slots = [slot_of(item) for item in programme.items.scheduled().with_people()]
    days = RoomDay.objects.filter(room__programme=programme)
    hours = [Hours(str(day.room_id), day.opens_at, day.closes_at) for day in days]
    return clashes_of(slots, hours=hours, elsewhere=expected_elsewhere(programme, slots))


def slot_of(item):
    def people(role):
        rows = [row for row in item.appearances.all() if row.role == role]
        return frozenset((str(row.speaker_id), row.speaker.label) for row in rows)

    return Slot(
        key=str(item.public_id),
        title=item.title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=str(item.room_id) if item.room_id else None,
        room_name=item.room.label if item.room_id else "",
        speakers=people(Appearance.Role.SPEAKER),
        moderators=people(Appearance.Role.MODERATOR),
    )


def expected_elsewhere(programme, slots):
    """Sessions of other events at which somebody is expected who is expected at this event."""
    if not slots:
        return []
    own = set(programme.event.sessions.values_list("pk", flat=True))
    around = Session.objects.exclude(state=Session.State.CANCELLED).exclude(pk__in=own)
    around = around.filter(
        starts_at__lt=max(slot.ends_at for slot in slots), ends_at__gt=min(slot.starts_at for slot in slots)
    )
    others = list(around.select_related("event").order_by("starts_at", "pk"))
    known = expected_at({programme.event_id}, own | {session.pk for session in others})
    ours = set().union(known.get(("event", programme.event_id), ()), *(known.get(("session", pk), ()) for pk in own))
    return [
        Elsewhere(group, session.full_title, session.starts_at, session.ends_at)
        for session in others
        for group in sorted(ours & known.get(("session", session.pk), set()))
    ]
