"""Which events can still be seen or heard: by what stands on their pages, and by what apps above know of them."""

from dataclasses import dataclass

SOURCES = []
MEDIA = {"audio", "video"}


def recorded_by(source):
    """Register ``source(keys)``: those of the translation keys of events of which it has recordings. One question."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def mark_recorded(sessions):
    """Let each of ``sessions``, whose events are loaded, know whether there is a recording."""
    keys = {session.event.translation_key for session in sessions}
    found = set().union(*(source(keys) for source in SOURCES)) if keys else set()
    for session in sessions:
        session.is_recorded = session.event.translation_key in found or _says_so(session.event)


def _says_so(event):
    """Blocks as they are kept: to know their kind nothing is looked up."""
    return any(block["type"] in MEDIA for block in event.after.raw_data)


@dataclass(frozen=True)
class Materials:
    """What is left of a part of an event: ``links`` are pairs (what it is, address); ``lang`` if it is foreign."""

    title: str
    url: str
    links: list
    who: str = ""
    lang: str = ""


KEPT = []


def materials_by(source):
    """Register ``source(event)``: the ``Materials`` of its parts that are over, in their order."""
    if source not in KEPT:
        KEPT.append(source)
    return source


def materials_of(event):
    return [row for source in KEPT for row in source(event)]
