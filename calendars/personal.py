"""One person's own calendar, out of one question to the database.

Programs poll it every hour, mostly to hear that nothing is new. So each app gives its rows as a query, all of them are
asked together as one UNION that is composed once, and the ETag is made of what came: it cannot say «unchanged» of what
has changed, as a counter could that somebody forgot to raise (docs/decisions/0034).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject

from people.models import Person
from people.prepared import Asked, Prepared, by_part, united

from .models import CalendarSettings, FeedToken, digest
from .window import limits

OWNER = "owner"
WISHES = ("taking_part", "hosting", "deadlines", "programme", "busy_only", "alarm", "language")


@dataclass(frozen=True)
class Part:
    """What one app has for a person, if they want it.

    ``rows(person)`` is a queryset with a ``JSONObject`` named ``row``, for apps differ in what they tell; ``person``
    stands for the key of the person, and ``window.AROUND`` for the time. ``read(rows, now=…)`` makes entries of what
    came, in the active language. ``wish`` is the field of ``CalendarSettings`` that leaves it out.
    """

    name: str
    wish: str
    rows: Callable[..., QuerySet]
    read: Callable


@dataclass(frozen=True)
class Feed:
    """What stands behind a private address: whose it is, what they want, and the rows of each part."""

    token: FeedToken
    wanted: CalendarSettings
    rows: dict


def rows_of(parts, *, person, now):
    """The rows of ``parts`` for ``person``, by part."""
    return by_part(_question(parts, False).all(person=person.pk, **limits(now)))


def feed_behind(secret, parts, *, now):
    """The ``Feed`` of this secret, or None: unknown, revoked and closed accounts look the same, and cost the same.

    The secret is looked up by its hash, so the time a comparison takes says nothing about it.
    """
    rows = by_part(_question(parts, True).all(token_hash=digest(secret), **limits(now)))
    if not rows[OWNER]:
        return None
    (owner,) = rows.pop(OWNER)
    fetched_at = owner["fetched_at"] and moment(owner["fetched_at"])
    token = FeedToken(pk=owner["token"], person_id=owner["person"], fetched_at=fetched_at)
    wishes = {name: owner[name] for name in WISHES} if owner["saved"] else {}
    return Feed(token, CalendarSettings(person_id=owner["person"], **wishes), rows)


def entries_of(parts, rows, *, now, wanted=None):
    """Entries of ``rows``, in the active language, as far as ``wanted``; None wants everything."""
    for part in parts:
        if wanted is None or getattr(wanted, part.wish):
            yield from part.read(rows[part.name], now=now)


def moment(text):
    """A moment that came as JSON. SQLite leaves out the zone, which is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@cache
def _question(parts, by_token):
    """The prepared question for ``parts``, asked with a person or with the hash of a token."""

    def build():
        person = Subquery(_tokens().values("person")) if by_token else Asked("person", Person._meta.pk)
        asked = [(part.name, part.rows(person)) for part in parts]
        if by_token:
            asked.insert(0, (OWNER, _owners()))
        return united(asked)

    return Prepared(build, planned=True)


def _tokens():
    """Whose token it is; only the row of the owner asks about the account, for without it the rest is not looked at."""
    asked = Asked("token_hash", FeedToken._meta.get_field("token_hash"))
    return FeedToken.objects.active().filter(token_hash=asked)


def _owners():
    """The token, its person, and what that person wants if they ever said so; nothing for a closed account."""
    wishes = {name: f"person__calendar_settings__{name}" for name in WISHES}
    row = JSONObject(
        token="pk", person="person", fetched_at="fetched_at", saved="person__calendar_settings__pk", **wishes
    )
    return _tokens().filter(person__user__is_active=True).annotate(row=row)
