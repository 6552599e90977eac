"""Where and when an item takes place. Only a release makes it public."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import ProgrammeRefused
from .models import Item
from .models.items import LONGEST


@transaction.atomic
def schedule_item(*, item, room, starts_at, minutes, by):
    """Put ``item`` into ``room`` (None for all rooms) at ``starts_at``; without a change nothing is written."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    if room is not None and room.programme_id != item.programme_id:
        raise ProgrammeRefused(_("This room belongs to another programme."))
    if not 1 <= minutes <= LONGEST:
        raise ProgrammeRefused(_("An item lasts between a minute and twelve hours."))
    return _place(item, room=room, starts_at=starts_at, minutes=minutes, by=by, action="conferences.item.schedule")


@transaction.atomic
def unschedule_item(*, item, by):
    """Take ``item`` off the timetable; it stays a draft."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    return _place(item, room=None, starts_at=None, minutes=item.minutes, by=by, action="conferences.item.unschedule")


def _place(item, *, room, starts_at, minutes, by, action):
    before = (item.room_id, item.starts_at, item.minutes)
    item.room, item.starts_at, item.minutes = room, starts_at, minutes
    if (item.room_id, item.starts_at, item.minutes) != before:
        item.save(update_fields=["room", "starts_at", "minutes"])
        log(item, action, user=by)
    return item
