"""How a question is found by its words: all that it says, in one form, whatever the apostrophes and capital letters."""

from dataclasses import fields, is_dataclass
from enum import StrEnum

from .comparing import folded
from .markup import plain
from .values import File


def words_of(question):
    """All that ``question`` says, with its answers and feedback."""
    return folded(" ".join(filter(None, map(plain, _texts(question)))))


def words_asked(query):
    """The words that somebody types, each as it stands in ``words_of``."""
    return folded(query).split()


def _texts(value):
    match value:
        case StrEnum() | File():
            return
        case str():
            yield value
        case tuple():
            for part in value:
                yield from _texts(part)
    if is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
