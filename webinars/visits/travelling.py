"""What those who take part are told of the way, and that it has changed."""

from django.db import transaction
from wagtail.log_actions import log

from webinars.models import Travel
from webinars.tasks import send_travel_changed

from .access import held_by, seats


def travel_of(event):
    """What is said of the way to ``event``; an unsaved empty one if nothing is."""
    event = held_by(event)
    return Travel.objects.filter(event=event).first() or Travel(event=event)


@transaction.atomic
def write_travel(*, travel, by, now, tell=True):
    """Keep ``travel`` as it is now. The log says who wrote, not what.

    Everybody with a seat in what is to come is told once which parts are new, unless nothing is or ``tell`` is False.
    """
    before = Travel.objects.select_for_update().filter(event=travel.event).first() or Travel(event=travel.event)
    changed = [name for name in Travel.PARTS if getattr(before, name) != getattr(travel, name)]
    travel.updated_at = now
    travel.full_clean()
    travel.save()
    log(travel.event, "webinars.travel.write", user=by)
    people = travellers(travel.event, now=now) if changed and tell else []
    for person in people:
        send_travel_changed.enqueue(person, travel.event_id, changed)
    return travel


def travellers(event, *, now):
    """Keys of the people with a seat in what is to come of ``event``, each once."""
    rows = seats(event).filter(session__ends_at__gt=now, session__state="scheduled")
    return list(rows.order_by("person").values_list("person", flat=True).distinct())
