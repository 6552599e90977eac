"""The address of a person's private feed: made, replaced, taken back."""

from datetime import timedelta

from django.db import transaction

from people.models import Person

from .models import FeedToken, digest

NOTED_EVERY = timedelta(hours=1)


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


def note_fetched(*, token, now):
    """Remember that a calendar read the feed; to the hour, so that polling does not write."""
    if token.fetched_at is None or now - token.fetched_at >= NOTED_EVERY:
        FeedToken.objects.filter(pk=token.pk).update(fetched_at=now)
