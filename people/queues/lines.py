"""Queues as ``turns`` sees them, filled from rows: in as many queries for three of them as for one."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Model

from people.models import RURAL, Membership, Organization
from people.waiting import WaitedFor

from .turns import Waiting, line_up

First = WaitedFor.First


@dataclass(frozen=True)
class Lines:
    """The queues for one kind of thing: ``places`` and ``seats`` are models of who waits and who came in.

    ``thing`` is the field in which their rows say what they are for; it leads to a ``WaitedFor``. The rows of ``seats``
    that count are ``active``.
    """

    thing: str
    places: type[Model]
    seats: type[Model]

    def of(self, things):
        """{key of a thing: (turns in their order, those kept back)}, of each of ``things``."""
        places = list(self.places.objects.waiting().filter(**{f"{self.thing}__in": things}).select_related("person"))
        organizations, holders = _memberships(places)
        seated = self._seated([thing for thing in things if thing.organization_limit]) if places else defaultdict(dict)
        lines = {}
        for thing in things:
            waiting = [
                Waiting(
                    pk=place.pk,
                    joined_at=place.joined_at,
                    called_at=place.called_at,
                    is_first=_is_first(place.person, thing.first_in_queue, holders=holders),
                    organizations=frozenset(organizations[place.person_id]),
                )
                for place in places
                if getattr(place, f"{self.thing}_id") == thing.pk
            ]
            lines[thing.pk] = line_up(
                waiting, first_rule=thing.first_in_queue, seated=seated[thing.pk], limit=thing.organization_limit
            )
        return lines

    def turns(self, things):
        """{key of a place: its ``Turn``} of everybody who waits for one of ``things``."""
        return {turn.pk: turn for turns, kept_back in self.of(things).values() for turn in [*turns, *kept_back]}

    def waited_for(self, keys=None):
        """The things that somebody waits for: all, or those with ``keys``."""
        rows = self.places.objects.waiting()
        if keys is not None:
            rows = rows.filter(**{f"{self.thing}__in": keys})
        things = self.places._meta.get_field(self.thing).related_model.objects
        return list(things.filter(pk__in=rows.order_by().values(self.thing)))

    def keeps_out(self, person, things):
        """{key of a thing: the organization that keeps ``person`` out of it, as it has as many people as it may}."""
        limits = {thing.pk: thing.organization_limit for thing in things if thing.organization_limit}
        if not limits:
            return {}
        mine = {row.pk: row for row in Organization.objects.filter(memberships__person=person).order_by("-pk")}
        seated = self._seated(list(limits)) if mine else {}
        return {
            key: organization
            for key, limit in limits.items()
            for organization in mine.values()
            if seated[key].get(organization.pk, 0) >= limit
        }

    def _seated(self, things):
        """{thing: {organization: people who came in or have an offer, by whatever way they came}}."""
        counts = defaultdict(lambda: defaultdict(int))
        if not things:
            return counts
        for rows in (self.seats.objects.active(), self.places.objects.offered()):
            found = rows.filter(**{f"{self.thing}__in": things}, person__memberships__isnull=False).order_by()
            for key, organization in found.values_list(self.thing, "person__memberships__organization"):
                counts[key][organization] += 1
        return counts


def _memberships(places):
    """({person: organizations}, people of organizations with a grant) of those who wait."""
    organizations, holders = defaultdict(set), set()
    rows = Membership.objects.filter(person__in=[place.person_id for place in places])
    for person, key, holds_grant in rows.values_list("person", "organization", "organization__grant_holder"):
        organizations[person].add(key)
        if holds_grant:
            holders.add(person)
    return organizations, holders


def _is_first(person, rule, *, holders):
    """Whether ``rule`` puts ``person`` first; ``holders`` are keys of people of organizations with a grant."""
    if rule == First.RURAL:
        return person.settlement in RURAL
    return rule == First.GRANT and person.pk in holders
