"""What people choose to receive in a room, what it costs, and that it is remembered for the next time.

The sizes are what Jitsi's usual bit rates come to in an hour: 200 kbit/s for a picture 180 lines high, 500 for one of
360, and about 50 for sound (decision 0046).
"""

from django.utils.translation import gettext as _

from content import wording

from .models import RoomPreference
from .rooms import Reception

MEGABYTE = 1_000_000
AN_HOUR = {Reception.SOUND: 25, Reception.SMALL: 120, Reception.SPEAKER: 250, Reception.SEVERAL: 500}


def options():
    """Pairs (value, words with what it costs), the lightest first."""
    words = {
        Reception.SOUND: _("Sound only: about %(size)s an hour"),
        Reception.SMALL: _("Sound and a small picture of the speaker (180p): about %(size)s an hour"),
        Reception.SPEAKER: _("Sound and the speaker in a larger picture: about %(size)s an hour"),
        Reception.SEVERAL: _("The speaker and three more people: about %(size)s an hour"),
    }
    return [
        (reception.value, text % {"size": wording.data_size(AN_HOUR[reception] * MEGABYTE)})
        for reception, text in words.items()
    ]


def reception_of(person, *, lite=False):
    """What ``person`` chose the last time; else the speaker, or sound alone for a browser that saves data."""
    known = RoomPreference.objects.filter(person=person).values_list("reception", flat=True).first()
    if known:
        return Reception(known)
    return Reception.SOUND if lite else Reception.SPEAKER


def remember(*, person, reception, now):
    """Choose it for this time and the next ones."""
    values = {"reception": Reception(reception).value, "chosen_at": now}
    RoomPreference.objects.update_or_create(person=person, defaults=values)
