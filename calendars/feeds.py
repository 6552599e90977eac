"""Feeds: entries from whoever has some, answered so that an unchanged calendar costs no bytes.

This app knows neither webinars nor courses. ``lms/urls.py`` hands the views a ``Sources``, the way Django's sitemaps
are composed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.cache import cache

from .entries import Entry
from .http import conditional_response
from .ics import calendar_bytes, feed_etag
from .personal import Part, entries_of, feed_behind, rows_of

BODY_SECONDS = 3600


@dataclass(frozen=True)
class PublicFeed:
    """A feed anybody may subscribe to: what it is called and where it is, among others of its ``group``."""

    label: str
    path: str
    group: str = ""


@dataclass(frozen=True)
class Sources:
    """Where entries come from.

    ``public`` are called with ``now``; ``personal`` are asked together, in one question; ``feeds`` name the public
    feeds beside the one of all events.
    """

    public: tuple[Callable[..., Iterable[Entry]], ...] = ()
    personal: tuple[Part, ...] = ()
    feeds: tuple[Callable[[], Iterable[PublicFeed]], ...] = ()

    def public_entries(self, *, now):
        return _once(entry for source in self.public for entry in source(now=now))

    def personal_entries(self, *, person, now):
        """All that ``person`` has, in the active language."""
        return _once(entries_of(self.personal, rows_of(self.personal, person=person, now=now), now=now))

    def feed_behind(self, secret, *, now):
        """What stands behind a private address, or None."""
        return feed_behind(secret, self.personal, now=now)

    def entries_of(self, feed, *, now):
        """The entries of ``feed``, in the active language."""
        return _once(entries_of(self.personal, feed.rows, now=now, wanted=feed.wanted))

    def public_feeds(self):
        return [feed for source in self.feeds for feed in source()]


def _once(entries):
    """By time, and one entry for each uid: a session of a cohort may come from two sources. The first one wins."""
    known = {}
    for entry in entries:
        known.setdefault(entry.uid, entry)
    return sorted(known.values(), key=lambda entry: (entry.starts, entry.uid))


def answer(request, entries, *, name, url="", alarms=None, public=False, filename=""):
    """The calendar of ``entries``, or 304 for a reader who has it; its bytes are built only when they are sent.

    There is no Last-Modified: an entry that leaves the calendar would have to move it, and the ETag says it better.
    """
    etag = feed_etag([entry.revision for entry in entries], name=name, url=url, alarms=alarms)

    def build():
        return calendar_bytes(entries, name=name, url=url, alarms=alarms)

    return conditional_response(
        request,
        etag=etag,
        last_modified=None,
        build=(lambda: _kept(etag, build)) if public else build,
        public=public,
        filename=filename,
    )


def _kept(etag, build):
    """The body of a feed that many read, kept under its ETag. One person's is not worth the memory."""
    key = f"calendars.body.{etag.strip(chr(34))}"
    body = cache.get(key)
    if body is None:
        body = build()
        cache.set(key, body, BODY_SECONDS)
    return body
