"""Private sessions: only the people in them know of them. An app above keeps them, and says where each has its page.

A session is private by ``Session.kept_by``, the name of its keeper, which is also the source of its calendar mails.
Lists, calendars and search begin at ``Session.objects.listed``; who reaches one by its address, ``access`` says.
"""

from .entries import event_path

PAGES = {}


def page_by(keeper):
    """Register ``function(session)``: the path of the page of a session that ``keeper`` keeps."""

    def register(function):
        PAGES[keeper] = function
        return function

    return register


def page_of(session):
    """The path of the page about ``session``: its keeper's, or that of its event."""
    return PAGES[session.kept_by](session) if session.is_private else event_path(session.event)
