"""Cards of speakers that come about elsewhere: from a file, from an accepted proposal."""

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from content.models import Speaker


def make_card(*, name, **fields):
    """A new card; its address follows from the name."""
    return Speaker.objects.create(name=name, slug=free_slug(name), **fields)


def free_slug(name):
    """An address for a new card that no other card has."""
    start = slugify(string_to_ascii(name))[:40] or "speaker"
    taken = set(Speaker.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug


def with_cards(talk):
    """(speakers, moderators) of a released talk, each with their card as it is now: a card needs no release."""
    slugs = {who.slug for who in (*talk.speakers, *talk.moderators)}
    cards = {card.slug: card for card in Speaker.objects.filter(slug__in=slugs).select_related("photo")}
    return tuple([(who, cards.get(who.slug)) for who in people] for people in (talk.speakers, talk.moderators))


def card_of(*, person, name):
    """The card that ``person`` has or, without a person, the only one of that name; None if there is none."""
    cards = Speaker.objects.filter(person=person) if person else Speaker.objects.filter(person=None, name__iexact=name)
    found = list(cards.order_by("pk")[:2])
    return found[0] if found and (person or len(found) == 1) else None
