"""The file of a backup: whole, private, and without anything that does not belong in it."""

import gzip
import tarfile
from pathlib import Path

import pytest

from lms.backups import BackupError, archives
from lms.backups.school import moved

from .backup_files import NAMES, entry, pack, rights, written


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
