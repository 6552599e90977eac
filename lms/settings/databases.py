"""Which database by ``DATABASE_URL``, SQLite without one, and how each is spoken to."""

from urllib.parse import quote

import dj_database_url

from . import environment as env

# Write-ahead log: readers never wait for the writer. IMMEDIATE: a transaction that will write takes its place in the
# queue at once instead of failing half-way (https://www.sqlite.org/wal.html).
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# A server that does not answer is found out in seconds: by the health check, and by whoever waits for a page. To
# compile a question (jit) takes seconds, and PostgreSQL misjudges when that pays: ours take milliseconds.
POSTGRESQL = {"connect_timeout": 5, "options": "-c jit=off"}


def databases(folder):
    """``DATABASES``; the file of SQLite is in ``folder``. What the address itself says of PostgreSQL goes first."""
    address = env.text("DATABASE_URL", f"sqlite:///{quote(str(folder / 'school.sqlite3'))}")
    database = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = SQLITE
    else:
        database["OPTIONS"] = POSTGRESQL | database.get("OPTIONS", {})
    return {"default": database}
