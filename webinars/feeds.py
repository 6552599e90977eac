"""The public feeds beside the one of all events: one for each kind with dates for all, and one for each region.

Consultations are private, so their kind has none. Working meetings are closed: their address, given before they were,
answers with an empty calendar and is offered to nobody. Some calendar apps name a subscription after its file, so the
names are words; once given, they never change.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from calendars.feeds import PublicFeed
from people.regions import Region

from .models import EventPage

Kind = EventPage.Kind
KINDS = {
    "vebinary": Kind.WEBINAR,
    "video-dyskusii": Kind.VIDEO_DISCUSSION,
    "maister-klasy": Kind.MASTER_CLASS,
    "onlain-konferentsii": Kind.ONLINE_CONFERENCE,
    "robochi-zustrichi": Kind.WORKING_MEETING,
    "forumy": Kind.ANNUAL_FORUM,
    "oznaiomchi-poizdky": Kind.STUDY_VISIT,
    "stazhuvannia": Kind.INTERNSHIP,
}
OFFERED = {name: kind for name, kind in KINDS.items() if kind not in EventPage.BY_INVITATION}
REGIONS = {region.name.lower().replace("_", "-"): region for region in Region}


def feeds_of(*, kind="", region=""):
    """The feeds of one kind of events and of one region, where they are named."""
    kinds = [_feed(name, known.label, gettext("By kind")) for name, known in OFFERED.items() if known == kind]
    return kinds + [
        _feed(name, known.label, gettext("By region")) for name, known in REGIONS.items() if known == region
    ]


def public_feeds():
    """Every feed of a kind, then every feed of a region."""
    kinds = [feed for kind in OFFERED.values() for feed in feeds_of(kind=kind)]
    return kinds + [feed for region in REGIONS.values() for feed in feeds_of(region=region)]


def find(name):
    """(what the feed ``name`` is called, which sessions it holds), or None."""
    if kind := KINDS.get(name):
        return kind.label, Q(event__kind=kind)
    if region := REGIONS.get(name):
        return region.label, Q(region=region)
    return None


def _feed(name, label, group):
    return PublicFeed(f"{label[:1].upper()}{label[1:]}", reverse("feed_named", args=[name]), group)
