"""When a reminder is due, given hours in which its person wants to hear nothing. The clock is Kyiv's."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from .kyiv import KYIV

DAY = timedelta(days=1)
EVENING = timedelta(minutes=30)  # so long before the quiet begins what cannot wait for its end is sent
MORNING = timedelta(hours=1)  # what starts so soon after the quiet cannot wait for its end


@dataclass(frozen=True)
class Quiet:
    """Hours of Kyiv's clock, maybe over midnight; the same hour twice means none."""

    begins: time
    ends: time

    def around(self, moment):
        """The quiet that ``moment`` lies in, as its first moment and the first one after it in UTC, or None."""
        today = moment.astimezone(KYIV).date()
        for day in (today, today - DAY):
            first = self._at(day, self.begins)
            after = self._at(day if self.begins < self.ends else day + DAY, self.ends)
            if self.begins != self.ends and first <= moment < after:
                return first, after
        return None

    @staticmethod
    def _at(day, hour):
        return datetime.combine(day, hour, tzinfo=KYIV).astimezone(UTC)


@lru_cache(maxsize=4096)  # those registered for one session mostly ask the same
def due_at(starts_at, minutes, quiet):
    """When to remind, ``minutes`` before ``starts_at``, of what starts then.

    A reminder that falls into the quiet waits for its end. But what starts in the quiet or within an hour after it
    cannot wait: its reminder goes out half an hour before the quiet begins.
    """
    due = starts_at - timedelta(minutes=minutes)
    if not (night := quiet.around(due)):
        return due
    first, after = night
    return first - EVENING if starts_at < after + MORNING else after
