"""A portrait from somebody's phone: known by its content, drawn anew, without the place where it was taken."""

import io

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1200
KINDS = ["JPEG", "PNG", "WEBP"]


def redrawn(upload):
    """``upload`` as a JPEG of its pixels alone. Raises ``ValidationError`` for what is no photo."""
    if upload.size > LARGEST:
        raise ValidationError(_("The photo is larger than 10 MB."))
    try:
        with Image.open(upload, formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The photo has too many pixels. Save a smaller one."))
            picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))  # a JPEG is then read at a part of its size
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("This is no photo that we can read. Taken are JPEG, PNG and WebP.")) from None
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = io.BytesIO()
    Image.frombytes("RGB", drawn.size, drawn.tobytes()).save(file, "JPEG", quality=85)
    return ImageFile(io.BytesIO(file.getvalue()), name="photo.jpg")
