"""Feeds: entries from whoever has some, answered so that an unchanged calendar costs no bytes.

This app knows neither webinars nor courses. ``lms/urls.py`` hands the views a ``Sources``, the way Django's sitemaps
are composed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .entries import Entry
from .http import conditional_response
from .ics import calendar_bytes, feed_etag


@dataclass(frozen=True)
class Sources:
    """Where entries come from: ``public`` are called with ``now``, ``personal`` with ``person`` and ``now``."""

    public: tuple[Callable[..., Iterable[Entry]], ...] = ()
    personal: tuple[Callable[..., Iterable[Entry]], ...] = ()

    def public_entries(self, *, now):
        return _once(entry for source in self.public for entry in source(now=now))

    def personal_entries(self, *, person, now):
        return _once(entry for source in self.personal for entry in source(person=person, now=now))


def _once(entries):
    """By time, and one entry for each uid: a session of a cohort may come from two sources. The first one wins."""
    known = {}
    for entry in entries:
        known.setdefault(entry.uid, entry)
    return sorted(known.values(), key=lambda entry: (entry.starts, entry.uid))


def answer(request, entries, *, name, url="", public=False, filename=""):
    """The calendar of ``entries``, or 304 for a reader who has it; its bytes are built only when they are sent.

    There is no Last-Modified: an entry that leaves the calendar would have to move it, and the ETag says it better.
    """
    return conditional_response(
        request,
        etag=feed_etag([entry.revision for entry in entries], name=name, url=url),
        last_modified=None,
        build=lambda: calendar_bytes(entries, name=name, url=url),
        public=public,
        filename=filename,
    )
