"""Archives from strangers, judged before anything in them is unpacked."""

import io
import lzma
import zipfile
import zlib

BEYOND = 1_000_000  # bytes; what is smaller may be packed as tightly as it likes
MOST_TIMES_LARGER = 200  # text packs to a tenth or a fiftieth; a bomb to a thousandth
# What ``zipfile`` raises of an archive that is damaged, encrypted, or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


def grows_too_large(data, *, most_unpacked, most_parts):
    """True if the archive ``data`` (bytes, or a file) would unpack to more bytes or parts than that, or is a bomb.

    Raises ``BROKEN``.
    """
    with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
        parts = archive.infolist()
    bomb = any(part.file_size > BEYOND and part.file_size > MOST_TIMES_LARGER * part.compress_size for part in parts)
    return bomb or len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked
