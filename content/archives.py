"""Archives from strangers, judged before anything in them is unpacked."""

import io
import zipfile

BEYOND = 1_000_000  # bytes; what is smaller may be packed as tightly as it likes
MOST_TIMES_LARGER = 200  # text packs to a tenth or a fiftieth; a bomb to a thousandth


def grows_too_large(data, *, most_unpacked, most_parts):
    """True if the archive ``data`` (bytes) would unpack to more bytes or parts than that, or is a bomb.

    Raises what ``zipfile`` raises of a broken archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    bomb = any(part.file_size > BEYOND and part.file_size > MOST_TIMES_LARGER * part.compress_size for part in parts)
    return bomb or len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked
