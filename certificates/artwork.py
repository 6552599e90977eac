"""Pictures of a certificate as SVG text, the one form the drawing engine takes quickly inside its data."""

import base64
import io
from functools import lru_cache

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from content import kilim

from .printable import CertificateTextError

BAND_TILES = (2, 10)  # motifs across and down: exactly the height of the page, so none is cut
INK = {kilim.LIGHT: "#2b3f77", kilim.GLOW: "#5874b8", kilim.HEART: "#e5a823"}
GROUND = "#17264d"


@lru_cache(maxsize=64)
def band(seed):
    """The kilim band: the same motif as on the site, one path for each colour so that no seams show."""
    across, down = BAND_TILES
    rows = [row * across for row in kilim.motif(seed)] * down
    paths = "".join(f'<path fill="{ink}" d="{kilim.path(rows, colour)}"/>' for colour, ink in INK.items())
    width, height = across * kilim.SIDE, down * kilim.SIDE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<path fill="{GROUND}" d="M0 0h{width}v{height}h-{width}z"/>{paths}</svg>'
    )


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
        raise CertificateTextError(field, _("the picture is not a whole PNG file.")) from error
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
