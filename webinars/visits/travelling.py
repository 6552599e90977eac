"""What those who take part are told of the way."""

from django.db import transaction
from wagtail.log_actions import log

from webinars.models import Travel

from .access import held_by


def travel_of(event):
    """What is said of the way to ``event``; an unsaved empty one if nothing is."""
    event = held_by(event)
    return Travel.objects.filter(event=event).first() or Travel(event=event)


@transaction.atomic
def write_travel(*, travel, by, now):
    """Keep ``travel`` as it is now. The log says who wrote, not what."""
    travel.updated_at = now
    travel.full_clean()
    travel.save()
    log(travel.event, "webinars.travel.write", user=by)
    return travel
