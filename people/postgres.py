"""What PostgreSQL does faster if one asks it to: moments are read by Python's own parser, and plans are kept."""

import re
from datetime import datetime
from functools import lru_cache
from itertools import count

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg import RawCursor


def read_moments_fast(*, connection, **_signal):
    """A feed of sixty sessions holds more than three hundred moments.

    Let a new connection read ``timestamptz`` with ``datetime.fromisoformat``; receiver of ``connection_created``.
    """
    loader = type("MomentLoader", (MomentLoader,), {"timezone": connection.timezone})
    connection.connection.adapters.register_loader("timestamptz", loader)


class MomentLoader(BaseTzLoader):
    """Django's loader sets the zone of the connection; so does this, in a tenth of the time.

    What ISO 8601 cannot say – years before 1 or after 9999, offsets with seconds – is left to psycopg.
    """

    def load(self, data):
        try:
            read = datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)
        return read.astimezone(self.timezone) if self.timezone else read.replace(tzinfo=None)


class PlannedCursor(RawCursor):
    """Sends the values apart from the statement, so that the server keeps its plan while the connection lasts.

    psycopg would read a long statement anew at each asking, to put numbers for its places.
    """

    def execute(self, query, params=None, **options):
        return super().execute(numbered(query), params, **{"prepare": True, **options})


@lru_cache(maxsize=100)
def numbered(statement):
    """``statement`` with the places as PostgreSQL writes them: $1, $2, … for each %s, and one % for two."""
    numbers = count(1)
    return re.sub("%([s%])", lambda found: f"${next(numbers)}" if found[1] == "s" else "%", statement)


class Planned:
    """A connection of Django's whose statements are planned once."""

    def __init__(self, connection):
        self.connection = connection

    def cursor(self):
        self.connection.ensure_connection()
        self.connection.connection.prepare_threshold = 0  # Django says None, which forbids it; its cursors do not ask
        with self.connection.wrap_database_errors:
            return self.connection._prepare_cursor(PlannedCursor(self.connection.connection))

    def __getattr__(self, name):
        return getattr(self.connection, name)
