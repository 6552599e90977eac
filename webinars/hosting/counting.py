"""Does the room server tell the school of everybody? It counts people (room-size) of whom it may have said nothing."""

from datetime import timedelta

from django.utils.translation import gettext as _

from content import wording
from webinars.models import RoomCheck, Session
from webinars.rooms.probing import Answer
from webinars.rooms.steering import SURELY_EMPTY, NotDone, Steering

from .findings import Finding
from .inside import is_told_of

COUNTED = RoomCheck.Question.COUNTED
BEGUN = timedelta(minutes=5)  # so long after the start somebody has come, and the server has told of it
MOST_ROOMS = 5


def ask_about_rooms(server, *, now):
    """By question, of rooms in which a session is on: nothing where nobody is counted, as that tells nothing."""
    on = Session.objects.scheduled().exclude(mode=Session.Mode.IN_PERSON)
    on = on.filter(starts_at__lte=now - BEGUN, ends_at__gt=now).order_by("-starts_at", "-pk")
    answers = {}
    for room in on.values_list("room_name", flat=True)[:MOST_ROOMS]:
        steering = server.steering(room, now=now)
        if not isinstance(steering, Steering):
            return {}
        try:
            number = steering.size(room)
        except NotDone as trouble:
            return {COUNTED: Answer(False, str(trouble))}
        if number <= SURELY_EMPTY:
            continue
        if not is_told_of(room, now=now):
            words = _("%(number)d people are in the room %(room)s, and the school was told of nobody.")
            return {COUNTED: Answer(False, words % {"number": number, "room": room})}
        answers = {COUNTED: Answer(True)}
    return answers


def of_counting(check, *, now):
    """A line of the health page, once a room with people in it was asked about; that answer holds until the next."""
    if check is None:
        return []
    when = _("Asked on %(when)s.") % {"when": wording.moment(check.checked_at, now=now)}
    if check.ok:
        return [Finding(COUNTED.label, "good", when)]
    advice = _("Look at step 4: event_sync, its api_prefix and secret; if it does not answer, at “Steering rooms”.")
    return [Finding(COUNTED.label, "bad", f"{check.detail} {when}", advice)]
