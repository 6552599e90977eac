"""The recordings of a session, for those whom its hosts let see them."""

import mimetypes

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calendars.kyiv import KYIV
from webinars.access import role_for
from webinars.private import page_of
from webinars.views import session_for

from .showing import shown_to


@never_cache
@require_safe
def recordings(request, public_id):
    """From what costs least to what costs most. Who is not signed in sees what everybody may."""
    session = session_for(request, public_id)
    found = shown_to(request.user, session, today=_today())
    if not found and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not found and role_for(user=request.user, session=session) is None:
        raise PermissionDenied
    context = {"session": session, "recordings": found, "event_url": page_of(session)}
    return render(request, "webinars/recordings/recordings.html", context)


@never_cache
@require_safe
def file(request, public_id, recording, kind):
    """A file of one. The web server in front cuts the ranges that players ask for."""
    session = session_for(request, public_id)
    found = get_object_or_404(shown_to(request.user, session, today=_today()), public_id=recording)
    if kind not in dict(found.files):
        raise Http404
    stored = getattr(found, kind)
    response = FileResponse(stored.open("rb"), content_type=_type_of(stored.name))
    response["Content-Disposition"] = "inline"
    return response


def _type_of(name):
    """Sound or pictures, or nothing that a browser would open."""
    guessed = mimetypes.guess_type(name)[0] or ""
    return guessed if guessed.startswith(("audio/", "video/")) else "application/octet-stream"


def _today():
    return timezone.now().astimezone(KYIV).date()
