"""Public feeds of one thing, an event, a course or a cohort: programs poll them all day, so each is one question."""

from django.db.models import F, TextField
from django.db.models.functions import JSONObject

from calendars.window import limits
from people.prepared import Asked, Prepared, by_part, united

from .access import public_sessions, visible_events
from .entries import as_json, read
from .models import EventPage


class Followed:
    """``thing()`` are the rows that anybody may see, at most one of them; ``sessions()`` is what it holds.

    Both stand for a question with ``Asked`` in it. ``told`` are the fields of the thing that its feed needs.
    """

    def __init__(self, *, thing, sessions, told):
        row = JSONObject(**{name: F(path) for name, path in told.items()})

        def build():
            return united([("thing", thing().annotate(row=row)), ("session", as_json(sessions()))])

        self.question = Prepared(build, planned=True)

    def ask(self, *, now, **asked):
        """(what is told of the thing, its entries in the active language); (None, []) if there is none for anybody."""
        found = by_part(self.question.all(**asked, **limits(now)))
        if not found["thing"]:
            return None, []
        return found["thing"][0], read(found["session"], now=now)


def event_at(url_path, *, now):
    """What ``Followed.ask`` says of the event whose page is there, whichever of its translations that is."""
    slug = url_path.rstrip("/").rpartition("/")[2]
    return EVENT.ask(slug=slug, url_path=url_path, now=now)


def _there(pages):
    """Slugs have an index, addresses none."""
    return pages.filter(slug=Asked("slug", TextField()), url_path=Asked("url_path", TextField()))


def _sessions_there():
    pages = _there(EventPage.objects.all())
    return public_sessions().filter(event__translation_key__in=pages.values("translation_key"))


EVENT = Followed(
    thing=lambda: _there(visible_events(None)),
    sessions=_sessions_there,
    told={"title": "title", "url_path": "url_path"},
)
