"""What donors count: consultations that took place, their minutes and people, by region and by organization."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from people.alphabet import alphabetical


@dataclass
class Figure:
    """A row of figures; each person is counted once in it."""

    name: str
    held: int = 0
    minutes: int = 0
    persons: set = field(default_factory=set)

    @property
    def people(self):
        return len(self.persons)

    def add(self, consultation):
        self.held += 1
        self.minutes += consultation.minutes
        self.persons.add(consultation.person_id)


def figures(consultations):
    """(all together, by region, by organization) of those of ``consultations`` (``with_outcome``) that took place."""
    total = Figure(_("All together"))
    regions, organizations = defaultdict(list), defaultdict(list)
    for row in consultations:
        if row.held:
            total.add(row)
            regions[row.get_region_display() or _("not known")].append(row)
            organizations[str(row.organization or _("without an organization"))].append(row)
    return total, _figures(regions), _figures(organizations)


def _figures(groups):
    found = []
    for name in sorted(groups, key=lambda name: alphabetical(str(name))):
        figure = Figure(str(name))
        for row in groups[name]:
            figure.add(row)
        found.append(figure)
    return found
