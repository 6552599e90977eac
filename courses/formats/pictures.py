"""Pictures within questions: only what Pillow draws comes in, and only under a name that a browser cannot mistake."""

import base64
import binascii
import io
import re

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from courses.exceptions import ImportRefused
from courses.questions.values import File

KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
LARGEST = 3_000_000  # bytes
MOST_PIXELS = 12_000_000
MOST_PIXELS_OF_ALL = 200_000_000  # some seconds of drawing


class Budget:
    """What may still be drawn of one file of questions: a picture of few bytes may have a great many pixels."""

    def __init__(self, pixels=MOST_PIXELS_OF_ALL):
        self.left = pixels

    def take(self, pixels):
        """Raises ``ImportRefused`` where it is not enough."""
        self.left -= pixels
        if self.left < 0:
            raise ImportRefused(_("The pictures of this file are too large together. Export fewer questions at once."))


def picture(name, content, *, budget=None):
    """``content`` as a ``File`` if it is a whole picture, else None. The kind is that of the bytes, not of the name.

    What it takes to draw it goes off ``budget``, where there is one.
    """
    if not content or len(content) > LARGEST:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=list(KINDS)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            if budget:
                budget.take(image.width * image.height)
            kind = KINDS[image.format]
            image.verify()
        with Image.open(io.BytesIO(content), formats=list(KINDS)) as image:
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return File(name=safe_name(name, kind), content=content)


def safe_name(name, kind):
    """``name`` of letters, digits, dots and dashes, ending as its content does."""
    stem, _dot, ending = name.rpartition("/")[2].rpartition(".")
    stem = re.sub(r"[^\w.-]+", "-", stem or ending).strip(".-")[:80] or "picture"
    return f"{stem}.{'jpg' if ending.lower() in ('jpg', 'jpeg') and kind == 'jpg' else kind}"


def from_base64(text):
    """Bytes of ``text``, or none at all."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
