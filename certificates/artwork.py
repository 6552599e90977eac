"""Pictures of a certificate as text, which the drawing engine takes inside its data: SVG, or the bytes of pixels."""

import io
import json
import re
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from content import kilim

from .colours import ENOUGH, contrast, luminance, luminance_of
from .exceptions import CertificateTextError

# Motifs across and down: as high as the page together, so none is cut.
BAND_TILES = {"a4": (2, 10), "letter": (2, 10), "a4-portrait": (1, 14), "letter-portrait": (1, 13)}
INKS = ("#161d2e", "#515c70", "#003399")  # of the words; the colour of the template beside them
INK = {kilim.LIGHT: "#2b3f77", kilim.GLOW: "#5874b8", kilim.HEART: "#e5a823"}
GROUND = "#17264d"
KINDS = ["PNG", "JPEG"]
SAMPLED = (88, 62)  # a spot of the page as large as a few letters
PALE = {kilim.LIGHT: "#f1f5fa", kilim.GLOW: "#f1f5fa", kilim.HEART: "#fdf6e4"}  # text on them keeps its contrast


@lru_cache(maxsize=64)
def band(seed, page="a4"):
    """The kilim band of a format: the same motif as on the site."""
    across, down = BAND_TILES[page]
    width, height = across * kilim.SIDE, down * kilim.SIDE
    ground = f'<path fill="{GROUND}" d="M0 0h{width}v{height}h-{width}z"/>'
    return _svg(width, height, ground + _cells([row * across for row in kilim.motif(seed)] * down, INK))


@lru_cache(maxsize=64)
def shadow(seed):
    """The rhombus of the motif, so pale that words stand on it as on white."""
    middle = kilim.SIDE / 2 - 0.5
    rhombus = [
        [cell if abs(x - middle) + abs(y - middle) < kilim.SIDE / 2 else kilim.GROUND for x, cell in enumerate(row)]
        for y, row in enumerate(kilim.motif(seed))
    ]
    return _svg(kilim.SIDE, kilim.SIDE, _cells(rhombus, PALE))


def _cells(rows, inks):
    """One path for each colour, so that no seams show."""
    return "".join(f'<path fill="{ink}" d="{kilim.path(rows, colour)}"/>' for colour, ink in inks.items())


def _svg(width, height, content):
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{content}</svg>'


@lru_cache(maxsize=16)
def picture(data, *, field):
    """The bytes of a PNG or a JPEG as a JSON list; an SVG as it is. Else raises ``CertificateTextError``.

    The check sums and the pixels are read here once, so that a broken file is refused in words.
    """
    if is_svg(data):
        return _text(data, field)
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as image:
            image.verify()
        with Image.open(io.BytesIO(data), formats=KINDS) as image:
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CertificateTextError(field, "not_whole") from error
    return json.dumps(list(data), separators=(",", ":"))


def _text(data, field):
    try:
        return data.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as error:
        raise CertificateTextError(field, "not_svg") from error


def is_svg(data):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def size_of(data):
    """Width and height in pixels."""
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def drawn_in_words(data):
    """Whether an SVG holds text: it would be set in another font, or not at all."""
    return bool(re.search(rb"<(?:\w+:)?text[\s>]", data))


@lru_cache(maxsize=16)
def bears(data, accent):
    """Whether words in our inks and in ``accent`` can be read everywhere on a picture; of an SVG nobody knows."""
    if is_svg(data):
        return False
    with Image.open(io.BytesIO(data), formats=KINDS) as image:
        small = image.convert("RGB").resize(SAMPLED, Image.Resampling.BOX)
    darkest = min(luminance(*colour) for _count, colour in small.getcolors(SAMPLED[0] * SAMPLED[1]))
    return all(contrast(luminance_of(ink), darkest) >= ENOUGH for ink in (*INKS, accent))
