"""What belongs to a school's backup, and how one takes the place of what is there: all of it or nothing."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import BackupError, archives, databases

DATABASE, MEDIA, PRIVATE = NAMES = ("database", "media", "private")


def folders():
    return {MEDIA: Path(settings.MEDIA_ROOT), PRIVATE: Path(settings.PRIVATE_ROOT)}


@contextmanager
def workshop(folder):
    """A folder for the time being; on the same disk as what it is for, so that moving is at once and whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as name:
        yield Path(name)


def back_up(path, *, now):
    """Write everything to ``path``; returns the number of files. The database goes first.

    A file that comes while the rest is packed is one too many, never one that a row misses.
    """
    with workshop(path.parent) as shop:
        databases.dump(shop / DATABASE)
        facts = {"made_at": now.isoformat(), "database": connection.vendor, "migrations": applied_migrations()}
        return archives.write(path, parts={DATABASE: shop / DATABASE, **folders()}, facts=facts)


def applied_migrations():
    return sorted(".".join(migration) for migration in MigrationLoader(connection).applied_migrations)


def restore(path, *, force=False, only_check=False):
    """Bring the backup at ``path`` back; returns its manifest. What is there gives way only with ``force``."""
    with workshop(settings.VAR_DIR) as shop:
        new, old = shop / "new", shop / "old"
        new.mkdir()
        old.mkdir()
        manifest = archives.unpack(path, into=new, names=NAMES)
        check(manifest, new / DATABASE)
        if only_check:
            return manifest
        if not (force or is_empty()):
            raise BackupError("There is a school here already. To put the backup in its place, stop it, add --force.")
        replace(new, old)
        return manifest


def check(manifest, database):
    """Raise unless this code, on this kind of database, can work with the backup."""
    if manifest["database"] != connection.vendor:
        raise BackupError(f"The backup is of {manifest['database']}, and this school is set to {connection.vendor}.")
    if unknown := sorted(set(manifest["migrations"]) - known_migrations()):
        raise BackupError(f"The backup is of a newer version: it has {unknown[0]}. Check that version out first.")
    if connection.vendor == "sqlite":
        databases.check_sqlite(database)


def known_migrations():
    """Those of this code, and those that its squashed ones stand for: old databases still name them."""
    migrations = MigrationLoader(None).disk_migrations
    squashed = {name for migration in migrations.values() for name in migration.replaces}
    return {".".join(name) for name in migrations.keys() | squashed}


def is_empty():
    return databases.is_empty() and not any(folder.is_dir() and any(folder.iterdir()) for folder in folders().values())


def set_rights(new):
    """Pictures are for the web server in front to read, whatever our umask; the rest is for the school alone."""
    for name, file_mode, folder_mode in ((MEDIA, 0o644, 0o755), (PRIVATE, 0o600, 0o700)):
        for path in [new / name, *(new / name).rglob("*")]:
            if path.exists():
                path.chmod(folder_mode if path.is_dir() else file_mode)
    (new / DATABASE).chmod(0o600)


def replace(new, old):
    set_rights(new)
    moves = {folder: new / name for name, folder in folders().items()}
    if connection.vendor == "sqlite":
        connection.close()
        main, *beside = databases.sqlite_paths()
        moves |= {main: new / DATABASE, **dict.fromkeys(beside)}
    with moved(moves, old):
        if connection.vendor == "postgresql":
            databases.load_postgres(new / DATABASE)


@contextmanager
def moved(moves, aside):
    """Put what ``moves`` names, {target: source}, in its place; put everything back when something fails."""
    done = []
    try:
        for number, (target, source) in enumerate(moves.items()):
            kept = aside / str(number) if target.exists() else None
            done.append((target, kept))
            if kept:
                os.replace(target, kept)
            if source and source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(source, target)
        yield
    except BaseException:
        for target, kept in reversed(done):
            put_back(target, kept)
        raise


def put_back(target, kept):
    """Undo one move: nothing was at ``target`` before, or what is at ``kept`` now. What never moved stays."""
    if kept is None or kept.exists():
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    if kept and kept.exists():
        os.replace(kept, target)
