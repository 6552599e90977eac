"""A backup brings back exactly what was there, and nothing that is damaged, foreign or hostile."""

import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from content.models import Topic
from lms.backups import BackupError, archives, databases
from lms.backups.school import back_up, moved, restore

NAMES = ("database", "media", "private")


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


FILES = {
    "media/images/громада.webp": bytes(range(256)) * 9,
    "media/documents/empty.pdf": b"",
    "private/certificates/7K2M.pdf": b"%PDF-1.7 \x00\xff",
}


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("media", "private")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def rights(path):
    return path.stat().st_mode & 0o777


def pack(path, members, *, manifest=None):
    """An archive by hand: ``members`` are (TarInfo, data); with ``manifest`` None, one that fits."""
    seen = {}
    with tarfile.open(path, "w:gz") as archive:
        for entry, data in members:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
            source = archives.Hashing(io.BytesIO(data))
            source.read()
            seen[entry.name] = source.seen()
        if manifest is None:
            manifest = {"format": 1, "files": seen}
        archives.add_bytes(archive, "manifest.json", json.dumps(manifest).encode())
    return path


def entry(name, **changes):
    made = tarfile.TarInfo(name)
    for key, value in changes.items():
        setattr(made, key, value)
    return made


def written(tmp_path):
    source = tmp_path / "source"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a.txt").write_text("a")
    (source / "link").symlink_to("/etc/passwd")
    (tmp_path / "db").write_bytes(b"rows")
    path = tmp_path / "b.tar.gz"
    archives.write(path, parts={"database": tmp_path / "db", "media": source}, facts={"made_at": "now"})
    return path


def test_what_is_packed_is_unpacked_without_links(tmp_path):
    into = tmp_path / "into"
    into.mkdir()

    manifest = archives.unpack(written(tmp_path), into=into, names=NAMES)

    assert sorted(manifest["files"]) == ["database", "media/deep/a.txt"]
    assert (into / "media/deep/a.txt").read_text() == "a"
    assert [manifest["made_at"], manifest["format"]] == ["now", 1]


def test_a_backup_is_readable_by_its_owner_alone(tmp_path):
    assert rights(written(tmp_path)) == 0o600


def test_a_backup_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives, "add_bytes", fail)

    with pytest.raises(OSError, match="No space left"):
        written(tmp_path)

    assert [path.name for path in tmp_path.iterdir() if ".tar" in path.name] == []


HOSTILE = {
    "above": entry("../evil"),
    "above from within": entry("media/../../evil"),
    "absolute": entry("/tmp/evil"),
    "another folder": entry("static/evil.js"),
    "doubled": entry("media//evil"),
    "here": entry("./media/evil"),
    "symbolic link": entry("media/evil", type=tarfile.SYMTYPE, linkname="/etc"),
    "hard link": entry("media/evil", type=tarfile.LNKTYPE, linkname="database"),
    "device": entry("media/evil", type=tarfile.CHRTYPE),
    "folder": entry("media/evil", type=tarfile.DIRTYPE),
}


@pytest.mark.parametrize("member", HOSTILE.values(), ids=HOSTILE)
def test_a_member_that_does_not_belong_is_refused(tmp_path, member):
    path = pack(tmp_path / "b.tar.gz", [(entry("database"), b"rows"), (member, b"")])
    into = tmp_path / "a" / "b"
    into.mkdir(parents=True)

    with pytest.raises(BackupError, match="does not belong into one"):
        archives.unpack(path, into=into, names=NAMES)

    assert sorted(found.name for found in tmp_path.rglob("*")) == ["a", "b", "b.tar.gz", "database"]


def damaged(path):
    data = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(data.replace(b"rows", b"lies")))


def truncated(path):
    path.write_bytes(path.read_bytes()[:-40])


def without_manifest(path):
    pack(path, [(entry("database"), b"rows")], manifest=[])


def of_another_format(path):
    pack(path, [(entry("database"), b"rows")], manifest={"format": 2, "files": {}})


def with_a_stranger(path):
    pack(path, [(entry("database"), b"rows"), (entry("media/a"), b"")], manifest={"format": 1, "files": {}})


def repeated(path):
    pack(path, [(entry("media/a"), b"1"), (entry("media/a"), b"2")])


def something_else(path):
    path.write_bytes(b"hello")


BROKEN = [
    (damaged, "damaged: database is not what"),
    (truncated, "damaged or no backup"),
    (without_manifest, "no manifest"),
    (of_another_format, "format 2"),
    (with_a_stranger, "damaged: database and 1 more is not"),
    (repeated, "holds media/a twice"),
    (something_else, "damaged or no backup"),
    (Path.unlink, "There is no file"),
]


@pytest.mark.parametrize(("harm", "message"), BROKEN, ids=[harm.__name__ for harm, _ in BROKEN])
def test_a_backup_that_is_not_whole_is_refused(tmp_path, harm, message):
    path, into = written(tmp_path), tmp_path / "into"
    into.mkdir()
    harm(path)

    with pytest.raises(BackupError, match=message):
        archives.unpack(path, into=into, names=NAMES)


def test_a_failed_replacement_puts_everything_back(tmp_path):
    for name in ("old", "new", "aside"):
        (tmp_path / name).mkdir()
    (tmp_path / "old" / "kept").write_text("old")
    (tmp_path / "new" / "kept").write_text("new")
    (tmp_path / "new" / "added").write_text("new")
    moves = {tmp_path / "old" / name: tmp_path / "new" / name for name in ("kept", "added", "absent")}

    with pytest.raises(RuntimeError), moved(moves, tmp_path / "aside"):
        between = {path.name: path.read_text() for path in (tmp_path / "old").iterdir()}
        raise RuntimeError

    assert between == {"kept": "new", "added": "new"}
    assert {path.name: path.read_text() for path in (tmp_path / "old").iterdir()} == {"kept": "old"}


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
