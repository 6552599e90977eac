"""Questions as JSON and back: what the bank stores and what an attempt freezes. Numbers travel as text, exactly."""

from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from .values import KINDS, Question


def to_json(value):
    """Plain JSON of a question, or of a part of one."""
    if is_dataclass(value):
        kind = {"kind": value.kind} if isinstance(value, Question) else {}
        return kind | {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    match value:
        case tuple():
            return [to_json(part) for part in value]
        case Decimal():
            return str(value)
        case bytes():
            return b64encode(value).decode("ascii")
        case StrEnum():
            return value.value
    return value


def from_json(data):
    """The question that ``to_json`` wrote; what else stands beside its fields is left alone, what is missing is empty.

    Raises ``KeyError`` for a kind that is none.
    """
    return _read_fields(KINDS[data["kind"]], data)


@cache
def _hints(cls):
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def _read_fields(cls, data):
    return cls(**{name: _read(hint, data[name]) for name, hint in _hints(cls).items() if name in data})


def _read(hint, value):
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], part) for part in value)
    if isinstance(hint, UnionType):
        return from_json(value)
    if is_dataclass(hint):
        return _read_fields(hint, value)
    if hint is Decimal:
        return Decimal(str(value))
    if hint is bytes:
        return b64decode(value)
    return hint(value)
