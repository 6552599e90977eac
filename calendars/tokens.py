"""The address of a person's private feed: made, replaced, taken back."""

from datetime import timedelta

from django.db import transaction

from people.models import Person
from people.prepared import Asked, Prepared

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


def token_behind(secret):
    """The token of this secret with its person, or None: unknown, revoked and closed accounts look the same.

    The secret is looked up by its hash, so the time a comparison takes says nothing about it.
    """
    return token_of.first(token_hash=digest(secret))


@Prepared
def token_of():
    """With its person and what that person wants of the calendar."""
    tokens = FeedToken.objects.active().select_related("person__calendar_settings")
    asked = Asked("token_hash", FeedToken._meta.get_field("token_hash"))
    return tokens.filter(token_hash=asked, person__user__is_active=True).order_by()


def note_fetched(*, token, now):
    """Remember that a calendar read the feed; to the hour, so that polling does not write."""
    if token.fetched_at is None or now - token.fetched_at >= NOTED_EVERY:
        FeedToken.objects.filter(pk=token.pk).update(fetched_at=now)
