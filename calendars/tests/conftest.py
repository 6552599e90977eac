"""What the tests of this app share."""

from dataclasses import replace

import pytest

from .factories import STARTS, entry

NOW = STARTS.replace(day=1)


@pytest.fixture
def thing():
    """One dated thing whose mails are written from ``thing.entry``; ``thing.gone`` means nothing is left to say."""

    from calendars import outbox  # noqa: PLC0415 -- needs the apps to be loaded
    from calendars.models import Invitation  # noqa: PLC0415 -- needs the apps to be loaded

    class Thing:
        entry, gone = entry(), False

        def change(self, **values):
            self.entry = replace(self.entry, **values)

        def put(self, *people, about="registered", key=None, now=NOW, **values):
            values = {"sequence": self.entry.sequence, "title": self.entry.summary, **values}
            key = key or f"{about}-{Invitation.objects.count()}"
            outbox.put(people=people, uid=self.entry.uid, source="test", key=key, about=about, now=now, **values)

        def send(self, now=NOW):
            return outbox.send_due(now=now)

    made = Thing()

    @outbox.writer("test")
    def write(invitation, *, about, told, now):
        facts = {"starts": made.entry.starts.isoformat()}
        if made.gone or (about == "changed" and told == facts):
            return None
        return outbox.Letter(subject=f"{about}: {made.entry.summary}", text=f"{about}\n", entry=made.entry, told=facts)

    yield made
    del outbox.WRITERS["test"]
