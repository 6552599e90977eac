"""What people do with a session: take a seat, join, be marked present, put it into a calendar."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from people.accounts import person_of
from webinars.access import reachable_by
from webinars.translations import in_language


def session_for(request, public_id):
    """The session at this address if the reader may see it, in the reader's language; else 404."""
    sessions = reachable_by(request.user).select_related("event__locale")
    (session,) = in_language([get_object_or_404(sessions, public_id=public_id)], get_language())
    return session


def person_for(request):
    """The person behind the account. One whose e-mail is not confirmed yet has none."""
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person
