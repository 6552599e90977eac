"""What people do with a session: take a seat, join, be marked present, put it into a calendar."""

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from webinars.access import reachable_by
from webinars.translations import in_language


def session_for(request, public_id):
    """The session at this address if the reader may see it, in the reader's language; else 404."""
    sessions = reachable_by(request.user).select_related("event__locale")
    (session,) = in_language([get_object_or_404(sessions, public_id=public_id)], get_language())
    return session
