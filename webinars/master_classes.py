"""What a master class needs besides, for its page and its mails."""

from itertools import groupby

from .models import EventPage, MasterClass, Material


def master_class_of(event):
    """What is kept of ``event``, or None; asked only of the kind that has such."""
    if event.kind != EventPage.Kind.MASTER_CLASS:
        return None
    return MasterClass.objects.filter(event_key=event.translation_key).first()


def to_bring(event):
    """What those who come bring or prepare, as lines."""
    kept = master_class_of(event)
    return kept.bring_lines if kept else []


def handed_out(event, cards):
    """What the sessions of the master class that are over handed out, to the reader whose ``cards`` they are.

    Pairs of a session in which they had a part and its materials; and whether there are others, for who had one.
    """
    if event.kind != EventPage.Kind.MASTER_CLASS:
        return [], False
    over = {card.session.pk: card for card in cards if card.state == "over"}
    materials = Material.objects.filter(session__in=over).order_by("session", "added_at", "pk") if over else []
    rows = [(over[key], list(found)) for key, found in groupby(materials, key=lambda material: material.session_id)]
    mine = [(card.session, found) for card, found in rows if card.registered or card.host]
    return mine, len(mine) < len(rows)
