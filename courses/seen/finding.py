"""Which revisions of a page were public on a day, by the log: it says what was published and taken down, and when.

A draft that waits, and a date on which one shall appear, change nothing that people see; so only what happened counts.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from calendars.kyiv import KYIV

SHOWN = ("wagtail.publish", "wagtail.publish.scheduled")
TAKEN_DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


@dataclass(frozen=True)
class Span:
    """What was public from ``since`` on, and ``until`` when (None: to this day).

    ``revision`` is None where nobody saw the page (``was_public`` is false), or the log does not know what they saw.
    """

    since: datetime | None
    until: datetime | None
    was_public: bool
    revision: Revision | None = None

    def overlaps(self, begins, ends):
        return (self.since is None or self.since < ends) and (self.until is None or self.until > begins)


def spans_on(page, day):
    """The spans of ``page`` that touch ``day`` in Kyiv, the earliest first; two queries."""
    begins = datetime.combine(day, time.min, tzinfo=KYIV)
    ends = datetime.combine(day + timedelta(days=1), time.min, tzinfo=KYIV)
    return [span for span in spans_of(page) if span.overlaps(begins, ends)]


def spans_of(page):
    """All of them without a gap, from before the page was public to this day."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(*SHOWN, *TAKEN_DOWN)).order_by("timestamp", "pk")
    changes = [(entry.timestamp, entry.action in SHOWN, entry.revision_id) for entry in entries]
    first, known = page.first_published_at, changes[0][0] if changes else timezone.now()
    if first and first < known and not (changes and changes[0][1] and known - first < timedelta(minutes=1)):
        changes.insert(0, (first, True, None))  # published by a program, which logs nothing
    changes.insert(0, (None, False, None))
    revisions = Revision.objects.in_bulk({pk for _when, _public, pk in changes if pk})
    spans = [
        Span(since, later[0], was_public, revisions.get(pk))
        for (since, was_public, pk), later in pairwise([*changes, (None, None, None)])
    ]
    return [span for span in spans if span.until is None or span.since is None or span.since < span.until]
