"""The picture of a badge: the kilim of its certificate in a stepped frame, as PNG and as SVG of the same cells."""

import base64
import io
from functools import lru_cache

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from certificates.artwork import GROUND
from content import kilim

SIDE = 24  # cells; the motif stands in the middle
CELL = 20  # pixels of a cell in the PNG
CUT = 17  # how far a cell may be from the centre, across and down together: cuts the corners off
OUTSIDE, FRAME = 10, 11  # colours beside those of the motif
INK = {kilim.LIGHT: "#c9d5ee", kilim.GLOW: "#8fa6d8", kilim.HEART: "#e5a823"}  # seen at the size of a thumbnail


@lru_cache(maxsize=64)
def cells(seed):
    """Rows of cell colours."""
    motif, middle, margin = kilim.motif(seed), SIDE / 2 - 0.5, (SIDE - kilim.SIDE) // 2

    def colour(x, y):
        across, down = abs(x - middle), abs(y - middle)
        if across + down > CUT:
            return OUTSIDE
        if max(across, down) > middle - 1 or across + down > CUT - 1:
            return FRAME
        inside = 0 <= x - margin < kilim.SIDE and 0 <= y - margin < kilim.SIDE
        return motif[y - margin][x - margin] if inside else kilim.GROUND

    return [[colour(x, y) for x in range(SIDE)] for y in range(SIDE)]


def _inks(accent):
    return {kilim.GROUND: GROUND, **INK, FRAME: accent}


def png(seed, accent, *, text=None, keyword=""):
    """The picture as PNG, with ``text`` written into it under ``keyword``."""
    image = Image.new("P", (SIDE, SIDE), OUTSIDE)
    palette = bytearray(3 * (FRAME + 1))
    for colour, ink in _inks(accent).items():
        palette[3 * colour : 3 * colour + 3] = bytes.fromhex(ink[1:])
    image.putpalette(palette)
    image.putdata([colour for row in cells(seed) for colour in row])
    image = image.resize((SIDE * CELL, SIDE * CELL), Image.Resampling.NEAREST)
    info = PngInfo()
    if text is not None:
        info.add_itxt(keyword, text, zip=False)
    file = io.BytesIO()
    image.save(file, "PNG", transparency=OUTSIDE, pnginfo=info, optimize=True)
    return file.getvalue()


def svg(seed, accent, *, attributes="", first=""):
    """The picture as SVG, with ``first`` as first child and further ``attributes`` of the root."""
    rows = cells(seed)
    paths = "".join(f'<path fill="{ink}" d="{kilim.path(rows, colour)}"/>' for colour, ink in _inks(accent).items())
    box = f'viewBox="0 0 {SIDE} {SIDE}" width="{SIDE * CELL}" height="{SIDE * CELL}" shape-rendering="crispEdges"'
    return f'<svg xmlns="http://www.w3.org/2000/svg"{attributes} {box}>{first}{paths}</svg>'


@lru_cache(maxsize=64)
def data_address(seed, accent):
    """The PNG as an address that holds it, so that a badge needs no other file."""
    return f"data:image/png;base64,{base64.b64encode(png(seed, accent)).decode()}"


def look_of(statement):
    """The seed and the colour of a frozen statement."""
    return statement["kilim_seed"], statement.get("accent", "#24468f")
