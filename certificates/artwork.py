"""Pictures of a certificate as SVG text, the one form the drawing engine takes quickly inside its data."""

import base64
import io
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from content import kilim

from .exceptions import CertificateTextError

BAND_TILES = (2, 10)  # motifs across and down: exactly the height of the page, so none is cut
INK = {kilim.LIGHT: "#2b3f77", kilim.GLOW: "#5874b8", kilim.HEART: "#e5a823"}
GROUND = "#17264d"
PALE = {kilim.LIGHT: "#f1f5fa", kilim.GLOW: "#f1f5fa", kilim.HEART: "#fdf6e4"}  # text on them keeps its contrast


@lru_cache(maxsize=64)
def band(seed):
    """The kilim band: the same motif as on the site."""
    across, down = BAND_TILES
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
def picture(png, *, field):
    """A PNG wrapped in SVG, unchanged. Raises ``CertificateTextError`` when it is not a whole PNG file.

    The check sums and the pixels are read here once, so that a broken file is refused in words.
    """
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            width, height = image.size
            image.verify()
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CertificateTextError(field, "not_png") from error
    data = base64.b64encode(png).decode()
    return _svg(width, height, f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/>')
