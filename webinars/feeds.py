"""The public feeds beside the one of all events: one for each kind with dates for all, and one for each region.

Consultations are private, so their kind has none. Some calendar apps name a subscription after its file, so the names
are words; once given, they never change.
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
REGIONS = {region.name.lower().replace("_", "-"): region for region in Region}


def feed_of_kind(kind):
    """The feed of one kind of events."""
    (name,) = (name for name, known in KINDS.items() if known == kind)
    return _feed(name, Kind(kind).label, gettext("By kind"))


def public_feeds():
    """Every feed of a kind, then every feed of a region."""
    kinds = [feed_of_kind(kind) for kind in KINDS.values()]
    regions = [_feed(name, region.label, gettext("By region")) for name, region in REGIONS.items()]
    return [*kinds, *regions]


def find(name):
    """(what the feed ``name`` is called, which sessions it holds), or None."""
    if kind := KINDS.get(name):
        return kind.label, Q(event__kind=kind)
    if region := REGIONS.get(name):
        return region.label, Q(region=region)
    return None


def _feed(name, label, group):
    return PublicFeed(f"{label[:1].upper()}{label[1:]}", reverse("feed_named", args=[name]), group)
