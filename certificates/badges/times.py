"""Moments as credentials write them."""

from datetime import UTC


def stamp(moment):
    """``2026-11-20T10:00:00Z``; fractions of a second are left out, as tokens leave them out."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
