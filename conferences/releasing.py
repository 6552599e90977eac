"""Making a version of a programme public, and who is told."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.confirming import confirm
from people.models import Person
from webinars.models import Registration

from .changes import changed_items, differences, revisions_of
from .exceptions import ProgrammeRefused
from .models import Notice, Programme, Release
from .snapshots import snapshot_of
from .tasks import send_notice


@dataclass(frozen=True)
class Foretold:
    """What a release would publish now: shown before it is done, and done by the same values."""

    number: int
    snapshot: dict
    before: dict = field(default_factory=dict)

    @property
    def changes(self):
        """None for the first version: everything would be new."""
        return differences(self.before, self.snapshot) if self.number > 1 else []

    @property
    def is_empty(self):
        return not self.snapshot["items"]

    @property
    def is_same(self):
        return self.number > 1 and self.before == self.snapshot


def foretell(programme):
    last = programme.releases.first()
    return Foretold(last.number + 1 if last else 1, snapshot_of(programme), last.snapshot if last else {})


def concerned(programme, foretold):
    """People with an address: all registered at the first version, then those whose items changed or were starred."""
    slugs, items = _slugs(foretold), changed_items(foretold.changes)
    who = Q(speaker_cards__slug__in=slugs) | Q(programme_stars__item__public_id__in=items)
    if foretold.number == 1:
        sessions = programme.event.sessions.values("pk")
        who |= Q(pk__in=Registration.objects.active().filter(session__in=sessions).values("person"))
    return Person.objects.filter(who).exclude(email="").distinct().order_by("pk")


def plain(foretold, people):
    """What is foretold, and who is told of it, in plain values for a digest."""
    return [foretold.number, foretold.before, foretold.snapshot, [person.pk for person in people]]


def _slugs(foretold):
    """The speakers and moderators, before and after, of what is new."""
    items = changed_items(foretold.changes) if foretold.number > 1 else set(foretold.snapshot["items"])
    rows = [
        known["items"][key]
        for known in (foretold.before, foretold.snapshot)
        if known
        for key in items & known["items"].keys()
    ]
    return {person["slug"] for row in rows for person in (*row["speakers"], *row["moderators"])}


@transaction.atomic
def release(*, programme, by, now, note="", shown=None):
    """Publish the programme as it is planned now, with what changed, and tell those concerned, each once.

    Raises ``ChangedMeanwhile`` if that is not what was ``shown``, a digest of its ``plain`` values.
    """
    programme = Programme.objects.select_for_update(of=("self",)).select_related("event").get(pk=programme.pk)
    foretold = foretell(programme)
    if foretold.is_empty:
        raise ProgrammeRefused(_("There is nothing to publish yet: no item has a time."))
    if foretold.is_same:
        raise ProgrammeRefused(_("Nothing has changed since the last version."))
    people = list(concerned(programme, foretold))
    confirm(plain(foretold, people), shown=shown)
    last = programme.releases.first()
    made = Release.objects.create(
        programme=programme,
        number=foretold.number,
        snapshot=foretold.snapshot,
        changes=foretold.changes,
        revisions=revisions_of(last, foretold.snapshot, now=now),
        note=note,
        released_at=now,
        released_by=by,
    )
    log(programme, "conferences.release", user=by, data={"number": made.number})
    for notice in Notice.objects.bulk_create([Notice(release=made, person=person) for person in people]):
        send_notice.enqueue(notice.pk)
    return made
