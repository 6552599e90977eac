"""A backup brings back exactly what was there, and nothing that is damaged, foreign or hostile."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from content.models import Topic
from lms.backups import BackupError, archives, databases
from lms.backups.school import back_up, restore

from .backup_files import FILES, files_of, rights


@pytest.fixture
def school(settings, tmp_path):
    """Folders of a school with a picture, a document and a certificate."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = settings.VAR_DIR / "media", settings.VAR_DIR / "private"
    for name, data in FILES.items():
        path = settings.VAR_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return settings.VAR_DIR


@pytest.mark.django_db(transaction=True)
def test_a_school_that_is_there_gives_way_only_by_force(school, tmp_path):
    path = tmp_path / "b.tar.gz"
    back_up(path, now=timezone.now())

    with pytest.raises(CommandError, match="Nothing was changed. There is a school here already"):
        call_command("restore", str(path))

    assert files_of(school) == FILES


@pytest.mark.django_db(transaction=True)
def test_check_proves_a_backup_and_changes_nothing(school, tmp_path, capsys):
    path = tmp_path / "b.tar.gz"
    back_up(path, now=timezone.now())
    shutil.rmtree(school)

    call_command("restore", str(path), "--check")

    assert capsys.readouterr().out.startswith("Sound: backup of 20")
    assert list(school.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"database": "oracle"}, "is of oracle, and this school"),
        ({"migrations": ["people.0001_initial", "people.9999_from_the_future"]}, "has people.9999_from_the_future"),
    ],
)
def test_a_backup_that_this_code_cannot_read_is_refused(school, tmp_path, changes, message):
    manifest = {"format": 1, "database": connection.vendor, "migrations": [], **changes}
    archives.write(tmp_path / "b.tar.gz", parts={}, facts=manifest)

    with pytest.raises(BackupError, match=message):
        restore(tmp_path / "b.tar.gz", force=True)


@pytest.mark.sqlite
def test_a_damaged_database_is_not_put_in_place(school, tmp_path):
    (tmp_path / "db").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    facts = {"database": "sqlite", "migrations": []}
    archives.write(tmp_path / "b.tar.gz", parts={"database": tmp_path / "db"}, facts=facts)

    with pytest.raises(BackupError, match="The database is damaged"):
        restore(tmp_path / "b.tar.gz", force=True)

    assert files_of(school) == FILES


@pytest.mark.django_db(transaction=True)
def test_only_so_many_backups_are_kept(school, tmp_path, capsys):
    for day in (1, 2, 3):
        (tmp_path / f"school-2026-11-0{day}T033000Z.tar.gz").write_text("older")
    (tmp_path / "school-notes.txt").write_text("not a backup")

    call_command("backup", str(tmp_path), "--keep", "2")

    made = Path(capsys.readouterr().out.partition(": ")[0])
    assert sorted(path.name for path in tmp_path.glob("school-*")) == sorted(
        [made.name, "school-2026-11-03T033000Z.tar.gz", "school-notes.txt"]
    )


def test_a_backup_that_has_nowhere_to_go_is_one_sentence(school, tmp_path):
    (tmp_path / "backups").write_text("a file where the folder should be")

    with pytest.raises(CommandError, match="No backup was made. .*File exists"):
        call_command("backup", str(tmp_path / "backups"))


@contextmanager
def on_a_full_disk(path):
    copy = sqlite3.connect(path)
    copy.execute("PRAGMA max_page_count = 1")
    try:
        yield copy
    finally:
        copy.close()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_one_sentence_and_no_file(school, tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "opened", on_a_full_disk)

    with pytest.raises(CommandError, match="No backup was made. .*database or disk is full"):
        call_command("backup", str(tmp_path / "backups"))

    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_school_on_sqlite_is_backed_up_wiped_and_restored_by_command(school, tmp_path):
    """In processes of their own, on a real file in WAL mode, as on the server."""
    Topic.objects.create(name="Медіа", slug="media")
    school_file = school / "school.sqlite3"
    with databases.opened(school_file) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    manage = [sys.executable, "manage.py"]
    environment = {"VAR_DIR": str(school), "ENV_FILE": "", "PATH": os.environ["PATH"]}
    run = {"cwd": django_settings.BASE_DIR, "env": environment, "check": True, "capture_output": True, "text": True}

    subprocess.run([*manage, "backup", str(tmp_path / "backups")], **run)
    shutil.rmtree(school)
    (made,) = (tmp_path / "backups").iterdir()
    restored = subprocess.run([*manage, "restore", str(made)], **run)

    assert restored.stdout.endswith("4 files. Now: manage.py prepare --deploy\n")
    assert files_of(school) == FILES
    assert sorted(path.name for path in school.iterdir()) == ["media", "private", "school.sqlite3"]
    assert {rights(path) for path in (school / "media").rglob("*")} == {0o644, 0o755}
    assert {rights(path) for path in (school / "private").rglob("*")} == {0o600, 0o700}
    assert rights(school_file) == 0o600
    with sqlite3.connect(school_file) as copy:
        assert copy.execute("SELECT name FROM content_topic").fetchall() == [("Медіа",)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_school_on_postgresql_is_restored_over_what_came_since(school, tmp_path):
    Topic.objects.create(name="Медіа", slug="media")
    back_up(tmp_path / "b.tar.gz", now=timezone.now())
    Topic.objects.update(name="Інше")
    shutil.rmtree(school / "private")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE came_since (id int)")

    restore(tmp_path / "b.tar.gz", force=True)

    assert list(Topic.objects.values_list("name", flat=True)) == ["Медіа"]
    assert "came_since" not in connection.introspection.table_names()
    assert files_of(school) == FILES
    assert back_up(tmp_path / "again.tar.gz", now=timezone.now()) == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_school_on_postgresql_stays_when_the_restore_fails(school, tmp_path):
    Topic.objects.create(name="Медіа", slug="media")
    (tmp_path / "db").write_bytes(b"PGDMP and nothing more")
    facts = {"database": "postgresql", "migrations": []}
    archives.write(tmp_path / "b.tar.gz", parts={"database": tmp_path / "db"}, facts=facts)

    with pytest.raises(BackupError, match="pg_restore failed"):
        restore(tmp_path / "b.tar.gz", force=True)

    assert list(Topic.objects.values_list("name", flat=True)) == ["Медіа"]
    assert files_of(school) == FILES
