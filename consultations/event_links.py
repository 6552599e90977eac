"""From the page that announces consultations to where one books them."""

from django.urls import reverse
from django.utils.translation import gettext

from webinars.event_links import Link, links_by


@links_by
def link_of(event):
    if event.kind != event.Kind.CONSULTATION:
        return []
    label, note = gettext("Consultations"), gettext("Free times of all trainers.")
    return [Link(label, reverse("consultations"), note, gettext("Book a consultation"))]
