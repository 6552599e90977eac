"""What apps above add to an event's page: links to what they hold about it."""

from dataclasses import dataclass

SOURCES = []


@dataclass(frozen=True)
class Link:
    """A link beside an event; ``note`` is a sentence about what is behind it, ``action`` what the button says."""

    label: str
    url: str
    note: str
    action: str


def links_by(source):
    """Register ``source(event)``: the links that belong to an event, in the active language."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def links_of(event):
    """All links of ``event``; those who may read its page may follow them."""
    return [link for source in SOURCES for link in source(event)]
