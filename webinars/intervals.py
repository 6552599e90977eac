"""Arithmetic of presence: spans of time in, spans and percent out. No models, no clock."""

from datetime import timedelta

NONE = timedelta(0)


def merge(intervals, grace=NONE):
    """The spans that ``intervals`` (pairs of moments) cover together, in order, none counted twice.

    A gap of at most ``grace`` counts as covered: a power cut is not an absence.
    """
    merged = []
    for start, end in sorted(intervals):
        if merged and start - merged[-1][1] <= grace:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def clipped(intervals, starts, ends):
    """The parts of ``intervals`` between ``starts`` and ``ends``; one that only touches the outside is left out."""
    pairs = ((max(start, starts), min(end, ends)) for start, end in intervals)
    return [(start, end) for start, end in pairs if start <= end]


def share(intervals, starts, ends, grace=NONE):
    """Whole percent of the time from ``starts`` to ``ends`` that ``intervals`` cover, 0 to 100, rounded down."""
    covered = sum((end - start for start, end in clipped(merge(intervals, grace), starts, ends)), NONE)
    return covered * 100 // (ends - starts)


def outside(starts, ends, holes):
    """The parts of the time from ``starts`` to ``ends`` that no hole covers, in order."""
    parts, begin = [], starts
    for start, end in merge(clipped(holes, starts, ends)):
        if start > begin:
            parts.append((begin, start))
        begin = max(begin, end)
    return [*parts, (begin, ends)] if begin < ends else parts


def covered(intervals, parts, grace=NONE):
    """How much of ``parts``, which do not overlap, ``intervals`` cover together."""
    spans = merge(intervals, grace)
    return sum((end - start for part in parts for start, end in clipped(spans, *part)), NONE)
