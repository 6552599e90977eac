"""The page of an event leads to its programme, once there is a public one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from webinars.event_links import Link, links_by

from .models import Release
from .models.programmes import KINDS


@links_by
def programme_links(event):
    """One question, and only for kinds of events that have programmes."""
    if event.kind not in KINDS:
        return []
    if not Release.objects.filter(programme__event__translation_key=event.translation_key).exists():
        return []
    note = _("Rooms, hours and speakers; mark what you want to hear.")
    return [Link(_("Programme"), reverse("programme", args=[event.pk]), note, _("Open the programme"))]
