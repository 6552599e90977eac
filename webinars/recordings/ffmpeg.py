"""What ffmpeg does for recordings; the only module that calls it. Paths in and out, no models.

The pictures of a meeting are faces and slides: 240 lines at 12 a second in at most 120 kbit/s stay readable, an hour
is about 60 MB. Sound is one channel in 32 kbit/s, 15 MB an hour.
"""

import json
import shutil
import subprocess
from pathlib import Path

PIECE = 240  # seconds that one call makes smaller: far less than the worker's 300 seconds of work
CALL = 280  # seconds after which a call is given up
SOUND = ("-c:a", "aac", "-ac", "1", "-ar", "32000", "-b:a", "32k")
PICTURE = (
    "-vf", "scale=-2:'min(240,trunc(ih/2)*2)'", "-r", "12", "-pix_fmt", "yuv420p", "-c:v", "libx264",
    "-preset", "veryfast", "-crf", "30", "-maxrate", "120k", "-bufsize", "240k",
)  # fmt: skip


class NotMedia(Exception):
    """ffmpeg made nothing of the file; the text is its own last line."""


def is_there():
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def measured(path):
    """(whole seconds, has pictures) of the file at ``path``."""
    asked = ("-show_entries", "format=duration:stream=codec_type:stream_disposition=attached_pic", "-of", "json")
    try:
        found = json.loads(_call("ffprobe", *asked, str(path)))
        seconds = float(found["format"]["duration"])
    except (ValueError, KeyError) as trouble:
        raise NotMedia("It has no length.") from trouble
    kinds = {
        stream["codec_type"] for stream in found["streams"] if not stream.get("disposition", {}).get("attached_pic")
    }
    if not kinds & {"audio", "video"}:
        raise NotMedia("It holds neither sound nor pictures.")
    return max(1, round(seconds)), "video" in kinds


def make_piece(path, *, start, pictures, to):
    """Write ``PIECE`` seconds of ``path`` from second ``start`` on, made smaller, to the path ``to``."""
    kinds = (*PICTURE, *SOUND) if pictures else ("-vn", *SOUND)
    _call("ffmpeg", "-ss", str(start), "-t", str(PIECE), "-i", str(path), "-sn", "-dn", *kinds, "-f", "mpegts", str(to))


def join(pieces, *, to, pictures):
    """Write one MP4 of all ``pieces`` (paths) to ``to``, with their pictures or with the sound alone."""
    listed = Path(to).with_suffix(".txt")
    listed.write_text("".join(f"file '{piece}'\n" for piece in pieces))
    kinds = ("-c", "copy") if pictures else ("-vn", "-c:a", "copy")
    whole = ("-movflags", "+faststart", "-f", "mp4", str(to))  # its index first: it plays before all of it is there
    _call("ffmpeg", "-f", "concat", "-safe", "0", "-i", str(listed), *kinds, *whole)


def _call(program, *arguments):
    quiet = ("-nostdin", "-y", "-threads", "1") if program == "ffmpeg" else ()
    try:
        done = subprocess.run(
            [program, "-v", "error", *quiet, *arguments], capture_output=True, text=True, timeout=CALL, check=False,
            errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as trouble:
        raise NotMedia("ffmpeg took too long.") from trouble
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["ffmpeg failed."]
        raise NotMedia(lines[-1].rpartition("/")[2][:200])
    return done.stdout
