"""Who sees which recordings: one rule for the pages, the files and the lists."""

from django.utils import timezone

from calendars.kyiv import KYIV
from webinars.access import role_for
from webinars.models import Recording
from webinars.recorded import recorded_by
from webinars.rooms import Role

Audience = Recording.Audience


def shown_to(user, session, *, today):
    """The recordings of ``session``, which ``user`` may see, that are for them too; hosts see all of them."""
    role = role_for(user=user, session=session)
    if role is Role.HOST:
        return session.recordings.current(today=today)
    shown = session.recordings.to_be_seen(today=today)
    return shown if role is not None else shown.filter(audience=Audience.ALL)


def shown_among(cards, *, now):
    """Keys of the sessions of ``cards`` whose reader may see a recording. One query, none before any is over."""
    over = {card.session.pk: card for card in cards if card.state == "over"}
    if not over:
        return set()
    shown = Recording.objects.to_be_seen(today=now.astimezone(KYIV).date()).filter(session__in=over)
    rows = shown.values_list("session", "audience")
    return {key for key, audience in rows if audience == Audience.ALL or over[key].registered or over[key].host}


@recorded_by
def recorded(keys):
    """Events that everybody can watch or hear again; other recordings are nobody's business in a public list."""
    today = timezone.now().astimezone(KYIV).date()
    shown = Recording.objects.to_be_seen(today=today).filter(audience=Audience.ALL).exclude(url="", file="")
    events = shown.filter(session__event__translation_key__in=keys, session__kept_by="")
    return set(events.values_list("session__event__translation_key", flat=True))
