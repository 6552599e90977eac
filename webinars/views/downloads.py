"""One session, or one event, as a calendar. Programs fetch these without an account, so only what is public."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendars.feeds import answer
from people.addresses import absolute, page_paths, url_path_at
from webinars import feeds
from webinars.access import public_sessions
from webinars.entries import entry_of, feed_entries
from webinars.followed import event_at
from webinars.translations import in_language


@require_safe
def session_ics(request, public_id):
    """A file to keep; a cancelled session says so in it."""
    found = get_object_or_404(public_sessions().select_related("event__locale"), public_id=public_id)
    (session,) = in_language([found], get_language())
    name = f"{session.event.slug}.ics"
    return answer(request, [entry_of(session)], name=session.full_title, public=True, filename=name)


@require_safe
def event_ics(request, path):
    """A feed of one event, beside its page: subscribers follow when sessions move."""
    page, entries = event_at(url_path_at(path), now=timezone.now())
    if page is None:
        raise Http404
    return answer(request, entries, name=page["title"], url=absolute(page_paths()(page["url_path"])), public=True)


@require_safe
def named_feed(request, name):
    """A feed of one kind of events, or of what takes place in one region."""
    found = feeds.find(name)
    if found is None:
        raise Http404
    label, narrowed = found
    entries = feed_entries(narrowed=narrowed, now=timezone.now())
    title = _("Events: %(name)s") % {"name": label}
    return answer(request, entries, name=title, url=absolute("/"), public=True)
