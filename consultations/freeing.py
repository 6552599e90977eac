"""When trainers are free: their hours without what they give, hold or host then."""

from collections import defaultdict
from datetime import timedelta

from webinars.models import Session

from .slots import free, slots_in, windows

FARTHEST = timedelta(days=121)  # no offer looks farther ahead
AROUND = timedelta(hours=2)  # no break is longer


def free_slots(offers, *, now, without=None):
    """{offer: its free slots in order}, in one query for any number of ``OfferQuerySet.with_times``.

    ``without`` is a session that does not count, because it is to be moved.
    """
    offers = list(offers)
    busy = busy_spans([offer.trainer_id for offer in offers], now=now, without=without)
    return {offer: _of(offer, busy[offer.trainer_id], now=now) for offer in offers}


def busy_spans(trainers, *, now, without=None):
    """{trainer: spans in which they host something}; a draft counts, for it may be announced any time."""
    sessions = Session.objects.exclude(state=Session.State.CANCELLED).filter(host__in=trainers)
    sessions = sessions.filter(ends_at__gt=now - AROUND, starts_at__lt=now + FARTHEST)
    if without:
        sessions = sessions.exclude(pk=without.pk)
    found = defaultdict(list)
    for host, starts_at, ends_at in sessions.order_by("starts_at").values_list("host", "starts_at", "ends_at"):
        found[host].append((starts_at, ends_at))
    return found


def _of(offer, busy, *, now):
    if not offer.is_open:
        return []
    cut = slots_in(windows(offer.hours.all(), away=offer.days_away), minutes=offer.minutes, buffer=offer.buffer)
    since, until = now + timedelta(hours=offer.lead_hours), now + timedelta(days=offer.horizon_days)
    return free(cut, busy=busy, buffer=offer.buffer, since=since, until=until)
