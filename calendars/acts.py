"""Acts that change several things at once: what is to be said of them is sent at their end, so as to be one mail."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from .tasks import send_invitations


@dataclass
class _Act:
    uids: set = field(default_factory=set)
    rows: dict = field(default_factory=dict)


_act = ContextVar("act", default=None)


@contextmanager
def together():
    """Around an act, or a decorator of its verb: what ``send_soon`` and ``gather`` are told inside happens at its end.

    An act within an act is part of it; of one that fails nothing is said.
    """
    if _act.get() is not None:
        yield
        return
    token = _act.set(act := _Act())
    try:
        yield
    finally:
        _act.reset(token)
    if act.uids:
        send_invitations.enqueue(act.uids.pop() if len(act.uids) == 1 else "")
    for function, rows in act.rows.items():
        function(rows)


def send_soon(uid):
    """Have the outbox send what waits about ``uid``; called in the transaction of the change."""
    act = _act.get()
    if act is None:
        send_invitations.enqueue(uid)
    else:
        act.uids.add(uid)


def gather(function, row):
    """Call ``function`` with a list of the ``row`` and those that the same act brings besides."""
    act = _act.get()
    if act is None:
        function([row])
    else:
        act.rows.setdefault(function, []).append(row)


def to_each(task, rows):
    """Enqueue ``task`` once for each reader with all that they are to be told; ``rows`` are (reader, plain values)."""
    readers = {}
    for reader, item in rows:
        readers.setdefault(reader, []).append(item)
    for items in readers.values():
        task.enqueue(items)
