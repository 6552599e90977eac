"""What happens to places in a queue. The caller holds the row of what is waited for, and tells those concerned."""

from wagtail.log_actions import log

BY_ITSELF = {"expired", "closed", "other_way"}  # outcomes that are nobody's doing


def hold_next(thing, *, lines, until, now):
    """Hold what is free of ``thing`` for those whose turn it is; the rule that says so stands in the log.

    Returns the places that have an offer now. ``thing`` is counted by ``seats_left``: hand over a fresh row.
    """
    turns, _kept_back = lines.of([thing])[thing.pk]
    free = len(turns) if thing.seats_left is None else thing.seats_left
    rules = {turn.pk: turn.rule for turn in turns[:free]}
    places = lines.places.objects.select_related("person").in_bulk(list(rules))
    for pk, rule in rules.items():
        place = places[pk]
        place.offered_at, place.offer_ends_at, place.rule = now, until, rule
        place.save(update_fields=["offered_at", "offer_ends_at", "rule"])
        data = {"rule": rule, "until": until.isoformat()} | ({"reason": place.reason} if place.reason else {})
        log(place, f"{place.log_name}.offer", data=data)
    return [places[pk] for pk in rules]


def call(place, *, reason, by, now):
    """Let the next that is free go to ``place``, whatever the order and the limits."""
    place.called_at, place.reason = now, reason.strip()
    place.save(update_fields=["called_at", "reason"])
    log(place, f"{place.log_name}.call", user=by, data={"reason": place.reason})


def pause(places):
    """What is waited for is called off: nobody is held to an offer, all keep their place. Returns those who wait."""
    places.offered().update(offered_at=None, offer_ends_at=None, rule="")
    waiting = list(places.waiting())
    for place in waiting:
        log(place, f"{place.log_name}.pause")
    return waiting


def end(place, outcome, *, now, by=None):
    """Take ``place`` out of the queue; ``by`` is who does it for them."""
    place.ended_at, place.outcome = now, outcome
    place.save(update_fields=["ended_at", "outcome"])
    log(place, f"{place.log_name}.{outcome}", user=None if outcome in BY_ITSELF else (by or place.person).user)
