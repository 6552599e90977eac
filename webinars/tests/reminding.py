"""Reminders to test with: a sweep and the mails it leaves, at a moment of one's choice."""

from webinars.reminder_mails import send_waiting
from webinars.reminders import leave_due


def reminded(*, now):
    """How many mails leave at ``now``; what is then not to be sent any more is put aside."""
    return send_waiting(now=now)


def sweep(now):
    """The sweep, then the worker: how many mails left."""
    leave_due(now=now)
    return reminded(now=now)
