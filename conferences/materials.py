"""What is left of items that are over: recordings, slides, texts. They need no release; the item does."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from webinars.recorded import Materials, materials_by, recorded_by

from .models import Item, Release
from .models.programmes import KINDS
from .reading import Published

FIELDS = ("recording_url", "slides_url", "text_url")


def words():
    """What each field holds, in the order shown."""
    return (_("Recording"), _("Slides"), pgettext("of a talk", "Text"))


def add_kept(talks, *, now):
    """Let each of ``talks`` that is over know its pairs (what it is, address). One question."""
    over = {talk.key: talk for talk in talks if talk.is_over(now)}
    rows = Item.objects.filter(public_id__in=over).values_list("public_id", *FIELDS) if over else []
    for key, *urls in rows:
        over[str(key)].kept.extend(pair for pair in zip(words(), urls, strict=True) if pair[1])


@materials_by
def of_programme(event):
    """Those of the newest release of the programme of ``event``."""
    if event.kind not in KINDS:
        return []
    releases = Release.objects.filter(programme__event__translation_key=event.translation_key)
    release = releases.order_by("-number").first()
    if release is None:
        return []
    talks = Published(release).talks
    add_kept(talks, now=timezone.now())
    return [
        Materials(
            title=talk.title,
            url=reverse("programme_item", args=[event.pk, talk.key]),
            links=talk.kept,
            who=", ".join(who.name for who in talk.speakers),
            lang=talk.language if talk.is_foreign else "",
        )
        for talk in talks
        if talk.kept
    ]


@recorded_by
def with_recordings(keys):
    """Events with a recording of something in their released programme."""
    items = Item.objects.filter(programme__event__translation_key__in=keys, programme__releases__isnull=False)
    return set(items.exclude(recording_url="").values_list("programme__event__translation_key", flat=True))
