"""A page that somebody meets."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """A page: its address with names of the scene in it, whose window shows it, and what to do there first."""

    path: str
    who: str = ""
    act: Callable | None = None
    status: int = 200
