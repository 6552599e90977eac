"""Files to back up, and archives made by hand, good and bad."""

import io
import json
import tarfile

from lms.backups import archives

NAMES = ("database", "media", "private")

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
