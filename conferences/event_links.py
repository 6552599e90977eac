"""The page of an event leads to its programme, once there is a public one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from webinars.event_links import Link, links_by

from .models import Call, Release
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


@links_by
def call_links(event):
    """While proposals are taken; one question too."""
    if event.kind not in KINDS:
        return []
    now = timezone.now()
    calls = Call.objects.filter(programme__event__translation_key=event.translation_key)
    if not calls.filter(opens_at__lte=now, closes_at__gt=now).exists():
        return []
    note = _("Propose a talk, a master class or a discussion; you need no account.")
    return [Link(_("Call for proposals"), reverse("call", args=[event.pk]), note, _("Propose"))]
