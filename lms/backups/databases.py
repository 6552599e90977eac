"""The database as one file and back, while the school runs: SQLite's backup API, or pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from . import BackupError

ASIDE = "before_restore"  # the schema of PostgreSQL that waits while the new one is filled


def dump(path):
    """Write the database, as it is at one moment, to ``path``."""
    if connection.vendor == "sqlite":
        connection.validate_no_atomic_block()  # SQLite would wait for our own transaction, for ever
        connection.ensure_connection()
        try:
            with opened(path) as copy:
                connection.connection.backup(copy)
        except sqlite3.Error as error:  # a full disk, first of all
            raise BackupError(f"The database could not be copied: {error}.") from error
        check_sqlite(path)
    else:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(path))


def is_empty():
    """Whether the database has no table at all, as before the first ``prepare``."""
    return not connection.introspection.table_names()


def sqlite_paths():
    """The file of the database and those that SQLite keeps beside it."""
    name = str(connection.settings_dict["NAME"])
    return [Path(name + ending) for ending in ("", "-wal", "-shm")]


@contextmanager
def opened(path):
    copy = sqlite3.connect(path)
    try:
        yield copy
    finally:
        copy.close()


def check_sqlite(path):
    """Raise unless ``path`` is a sound SQLite database."""
    try:
        with opened(path) as copy:
            ((answer,), *_more) = copy.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise BackupError(f"The database is damaged: {answer}")


def load_postgres(path):
    """Replace all tables by those of the dump at ``path``: all of them, or what was there stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
            cursor.execute("CREATE SCHEMA public")
    except DatabaseError as error:
        raise BackupError(f"The database user may not replace the tables: {error}".strip()) from error
    try:
        run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(path))
    except BaseException:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def run(program, *arguments):
    """Run one of PostgreSQL's programs on our database; its password is in the environment, for no one to list."""
    where = connection.settings_dict
    _command, extra = type(connection.client).settings_to_cmd_args_env(where, [])
    named = {"PGHOST": where["HOST"], "PGPORT": where["PORT"], "PGUSER": where["USER"], "PGDATABASE": where["NAME"]}
    environment = {**os.environ, **{key: str(value) for key, value in named.items() if value}, **(extra or {})}
    to = ["--dbname", where["NAME"]] if program == "pg_restore" else []
    try:
        done = subprocess.run([program, *to, *arguments], env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        raise BackupError(f"{program} is not installed; on Debian: apt install postgresql-client") from None
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
