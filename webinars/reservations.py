"""Which rooms of the room server may be open now, and until when: Prosody asks before anybody is let in.

It asks by name and knows nobody, so this opens the building; who may enter, each person's own token says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from content import wording

from .access import joining_window
from .exceptions import JoinRefused
from .models import Session
from .rooms import Role
from .sources.jitsi_events import plain_room_name

# Prosody remembers a refusal for up to 90 seconds and asks again only then, so a host who comes a second too early
# would wait. Rooms may therefore be open some minutes before the first ticket for them is made.
EARLIER_THAN_HOSTS = timedelta(minutes=5)


@dataclass(frozen=True)
class Reservation:
    """A room that may be open now, in the words of Prosody's mod_reservations."""

    id: str  # a string: Lua would turn a number into 364758328.0
    name: str
    mail_owner: str
    start_time: datetime
    duration: int

    def as_json(self):
        return {
            "id": self.id,
            "name": self.name,
            "mail_owner": self.mail_owner,
            "start_time": self.start_time.isoformat(timespec="seconds"),
            "duration": self.duration,
        }


def reserve(*, room_name, owner, now):
    """The reservation of a room whose session is on, for the time that is left; the same however often it is asked.

    ``JoinRefused`` says why not, and when. It begins now: a later start would not be waited for, and a room's end is
    its start plus its duration.
    """
    name = plain_room_name(room_name)
    session = Session.objects.filter(room_name=name).first() if name.isprintable() else None
    if session is None or session.state == Session.State.DRAFT or not session.is_online:
        raise JoinRefused(_("There is no live session in this room."))
    if session.state != Session.State.SCHEDULED:
        raise JoinRefused(_("This session does not take place."))
    opens, closes = joining_window(session, role=Role.HOST)
    if now < opens - EARLIER_THAN_HOSTS:
        when = wording.moment(opens, now=now)
        raise JoinRefused(_("The room opens on %(when)s (Kyiv time).") % {"when": when}, opens_at=opens)
    left = int((closes - now).total_seconds())
    if left <= 0:
        raise JoinRefused(_("This session is over."))
    return Reservation(
        id=str(session.public_id), name=room_name.lower(), mail_owner=owner, start_time=now, duration=left
    )


def reservation_of(*, public_id, now):
    """What ``reserve`` answered for this session, as it is now."""
    session = Session.objects.filter(public_id=public_id).first()
    if session is None:
        raise JoinRefused(_("There is no live session in this room."))
    return reserve(room_name=session.room_name, owner="", now=now)
