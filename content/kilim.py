"""Covers without pictures: a kilim-like motif drawn from a seed, about 1.2 KB of SVG and no request.

The same seed always gives the same motif, so a cover survives moves, copies and restores. Colours come from the
style sheet (``.k1 .k2 .k3``), so it follows the reader's theme.
"""

import hashlib
from functools import lru_cache

SIDE = 16  # cells; the motif tiles without a seam because it is symmetric in both directions
GROUND, LIGHT, HEART, GLOW = range(4)
LATTICES = ((2,), (1, 2), (3,), (0, 3))


def motif(seed):
    """Rows of cell colours: a stepped rhombus with a wheat heart, quarter rhombuses in the corners."""
    digest = hashlib.sha256(seed.encode()).digest()
    centre = SIDE / 2 - 0.5
    distances = [abs(cell - centre) for cell in range(SIDE)]
    return [[_cell(digest, across, down) for across in distances] for down in distances]


def _cell(digest, across, down):
    ring, half = int(across + down), SIDE // 2
    if ring >= half:
        return _corner(digest, SIDE - 2 - ring)
    if ring <= 1:
        return HEART
    if ring == half - 1:
        return LIGHT  # a closed outline, whatever the seed
    if ring == half - 2:
        return GROUND
    rings = digest[0] | (digest[1] << 8)
    drawn = bool((rings >> ring) & 1)
    inverted = int(min(across, down)) == 0 and ring > 2 and bool(digest[2] & 1)  # a cross along the axes
    return LIGHT if drawn != inverted else GROUND


def _corner(digest, depth):
    if depth == 0 and digest[4] & 1:
        return GLOW
    return LIGHT if depth in LATTICES[digest[3] % 4] else GROUND


def path(rows, colour):
    """One SVG path for all cells of a colour, a rectangle for each horizontal run; ``rows`` may hold many motifs."""
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x] == colour:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return "".join(runs)


def _paths(seed):
    rows = motif(seed)
    return "".join(f'<path class="k{colour}" d="{path(rows, colour)}"/>' for colour in (LIGHT, GLOW, HEART))


@lru_cache(maxsize=512)
def cover(seed, cell=7):
    """A wall of motifs that fills its box; ``cell`` is the size of one cell in pixels."""
    name = f"k{hashlib.sha256(seed.encode()).hexdigest()[:8]}"
    return (
        '<svg class="kilim" aria-hidden="true" focusable="false"><defs>'
        f'<pattern id="{name}" width="{SIDE}" height="{SIDE}" patternUnits="userSpaceOnUse"'
        f' patternTransform="scale({cell})">{_paths(seed)}</pattern></defs>'
        f'<rect width="100%" height="100%" fill="url(#{name})"/></svg>'
    )


@lru_cache(maxsize=512)
def mark(seed):
    """One motif, for lists; holds no id, so a page may show it twice."""
    return (
        f'<svg class="kilim" viewBox="0 0 {SIDE} {SIDE}" shape-rendering="crispEdges" aria-hidden="true"'
        f' focusable="false">{_paths(seed)}</svg>'
    )
