"""The file itself: a .tar.gz whose last member, the manifest, names the size and SHA-256 of every other member.

Nothing is taken from an archive on trust: names are checked, links and devices refused, and contents compared with the
manifest before anything of the school is touched.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

from . import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class Hashing:
    """A file that is read and counted at once."""

    def __init__(self, file):
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, length=-1):
        data = self.file.read(length)
        self.digest.update(data)
        self.size += len(data)
        return data

    def seen(self):
        return {"size": self.size, "sha256": self.digest.hexdigest()}


def write(path, *, parts, facts):
    """Pack ``parts``, {name: file or folder}, with ``facts`` about them. The name appears when all of it is on disk."""
    partial = path.with_name(path.name + ".partial")
    try:
        # Readable by its owner alone: names, addresses and certificates are in it.
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            with tarfile.open(fileobj=target, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
                files = dict(add_all(archive, parts))
                manifest = json.dumps({"format": FORMAT, **facts, "files": files}, ensure_ascii=False, indent=1)
                add_bytes(archive, MANIFEST, manifest.encode())
            target.flush()
            os.fsync(target.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return len(files)


def members(parts):
    """(name in the archive, path on disk) of every file; whatever is no plain file stays out."""
    for name, path in parts.items():
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
            yield from ((f"{name}/{file.relative_to(path).as_posix()}", file) for file in found)
        elif path.is_file():
            yield name, path


def add_all(archive, parts):
    """Write each file as it is now; gives its name and what was written. One that went meanwhile is not missed."""
    for name, path in members(parts):
        with suppress(FileNotFoundError), path.open("rb") as file:
            state, entry, source = os.fstat(file.fileno()), tarfile.TarInfo(name), Hashing(file)
            entry.size, entry.mtime, entry.mode = state.st_size, int(state.st_mtime), 0o600
            archive.addfile(entry, source)
            yield name, source.seen()


def add_bytes(archive, name, data):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    archive.addfile(entry, BytesIO(data))


def unpack(path, *, into, names):
    """Unpack into the empty folder ``into`` what belongs to ``names``; return the manifest once all of it is proved."""
    try:
        with tarfile.open(path, mode="r:gz") as archive:
            found = {member.name: take(archive, member, into, names) for member in unrepeated(archive)}
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BackupError(f"{path} is damaged or no backup: {error}") from error
    return prove(path, into, found)


def unrepeated(archive):
    seen = set()
    for member in archive:
        if member.name in seen:
            raise BackupError(f"The backup holds {member.name} twice.")
        seen.add(member.name)
        yield member


def take(archive, member, into, names):
    """Write one member below ``into`` with none of its own rights, owner or links; return what was written."""
    parts = PurePosixPath(member.name).parts
    plain = member.isreg() and parts and ".." not in parts and "\\" not in member.name
    if not plain or parts[0] not in {MANIFEST, *names} or member.name != "/".join(parts):
        raise BackupError(f"The backup holds {member.name!r}, which does not belong into one.")
    target = into.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    source = Hashing(archive.extractfile(member))
    with target.open("xb") as file:
        shutil.copyfileobj(source, file, CHUNK)
    return source.seen()


def prove(path, into, found):
    """The manifest, if what was unpacked is what it names, no more and no less."""
    try:
        manifest = json.loads(Path(into, MANIFEST).read_text(encoding="utf-8"))
        expected = manifest["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError(f"{path} has no manifest: it is no backup, or only a part of one.") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{path} is a backup of format {manifest.get('format')}; this school reads format {FORMAT}.")
    del found[MANIFEST]
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise BackupError(f"{path} is damaged: {wrong[0]}{more} is not what the manifest says.")
    return manifest
