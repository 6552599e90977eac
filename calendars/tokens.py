"""The address of a person's private feed: made, replaced, taken back."""

from django.db import transaction

from people.models import Person

from .models import FeedToken, digest


@transaction.atomic
def issue_token(*, person, now):
    """A new secret for the feed of ``person``, to be shown once; the former one stops working."""
    Person.objects.select_for_update().get(pk=person.pk)
    person.feed_tokens.active().update(revoked_at=now)
    secret = FeedToken.new_secret()
    person.feed_tokens.create(token_hash=digest(secret), created_at=now)
    return secret


@transaction.atomic
def revoke_token(*, person, now):
    """Close the feed of ``person``; True if there was one."""
    return bool(person.feed_tokens.active().update(revoked_at=now))


def person_behind(secret):
    """Whose feed this is, or None: unknown, revoked and closed accounts all look the same, and take as long.

    The secret is looked up by its hash, so the time a comparison takes says nothing about it.
    """
    token = FeedToken.objects.active().filter(token_hash=digest(secret), person__user__is_active=True)
    found = token.select_related("person").first()
    return found.person if found else None
