"""What master classes ask to bring and hand out; the files of those that were held lie beside their rooms."""

from datetime import timedelta

from webinars.beside.materials import add
from webinars.models import EventPage, MasterClass

from .reading import event_rows

PARTS = ("outcomes", "bring", "handouts")
SITE = "https://files.example.org/"


def build_master_classes(*, staff, now):
    for kind, row in event_rows():
        if kind == EventPage.Kind.MASTER_CLASS:
            event = EventPage.objects.get(slug=row["slug"])
            said = {name: "\n".join(row[name]) for name in PARTS}
            MasterClass.objects.create(event_key=event.translation_key, **said)
            for session in event.sessions.past(now=now):
                hand_out(session, row, by=(session.host or staff).user)


def hand_out(session, row, *, by):
    """Put what the page promises beside the room, an hour after the end."""
    for number, title in enumerate(row["handouts"], start=1):
        url, moment = f"{SITE}{row['slug']}/{number}.pdf", session.ends_at + timedelta(hours=1)
        add(session=session, title=title, url=url, by=by, now=moment)
