"""Who may see which programme: every door asks here. What is not released is not there."""

from django.db.models import BigIntegerField, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from webinars.access import visible_events

from .models import Release


def published(user, *, event_pk):
    """(the event's page, its newest release) for ``user``, or 404; ``None`` stands for anybody.

    ``event_pk`` may be that of any translation; the page itself must be open to the reader.
    """
    event = get_object_or_404(_numbered(visible_events(user), event_pk).select_related("locale"))
    releases = Release.objects.filter(programme__event__translation_key=event.translation_key)
    release = releases.select_related("programme").order_by("-number").first()
    if release is None:
        raise Http404
    return event, release


def published_to_all(event_pk):
    """(title of the page, its newest release) for anybody, or 404; one question, as programs poll all day."""
    page = _numbered(visible_events(None), event_pk)
    releases = Release.objects.filter(programme__event__translation_key__in=page.values("translation_key"))
    release = releases.annotate(title=Subquery(page.values("title")[:1])).order_by("-number").first()
    if release is None:
        raise Http404
    return release.title, release


def _numbered(events, pk):
    """A number too large for the database is nobody's."""
    return events.filter(pk=min(pk, BigIntegerField.MAX_BIGINT))
