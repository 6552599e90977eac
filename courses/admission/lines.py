"""The queues of cohorts as ``turns`` sees them, filled from rows: in as many queries for three cohorts as for one."""

from collections import defaultdict

from courses.models import Cohort, Enrollment, QueuePlace
from people.models import RURAL, Membership

from .turns import Waiting, line_up


def lines_of(cohorts):
    """{key of a cohort: (turns in their order, those kept back)}, of each of ``cohorts``."""
    places = list(QueuePlace.objects.waiting().filter(cohort__in=cohorts).select_related("person"))
    organizations, holders = defaultdict(set), set()
    rows = Membership.objects.filter(person__in=[place.person_id for place in places])
    for person, key, holds_grant in rows.values_list("person", "organization", "organization__grant_holder"):
        organizations[person].add(key)
        if holds_grant:
            holders.add(person)
    seated = _seated([cohort for cohort in cohorts if cohort.organization_limit])
    lines = {}
    for cohort in cohorts:
        waiting = [
            Waiting(
                pk=place.pk,
                joined_at=place.joined_at,
                called_at=place.called_at,
                is_first=_is_first(place.person, cohort, holders=holders),
                organizations=frozenset(organizations[place.person_id]),
            )
            for place in places
            if place.cohort_id == cohort.pk
        ]
        lines[cohort.pk] = line_up(
            waiting, first_rule=cohort.first_in_queue, seated=seated[cohort.pk], limit=cohort.organization_limit
        )
    return lines


def _is_first(person, cohort, *, holders):
    """Whether the cohort puts ``person`` first; ``holders`` are keys of people of organizations with a grant."""
    if cohort.first_in_queue == Cohort.First.RURAL:
        return person.settlement in RURAL
    return cohort.first_in_queue == Cohort.First.GRANT and person.pk in holders


def line_of(cohort):
    return lines_of([cohort])[cohort.pk]


def turns_of(cohorts):
    """{key of a place: its ``Turn``} of everybody who waits for one of ``cohorts``."""
    return {turn.pk: turn for turns, kept_back in lines_of(cohorts).values() for turn in [*turns, *kept_back]}


def full_organization_of(person, cohort):
    """The organization that keeps ``person`` out of ``cohort``, as it has as many people there as it may; or None."""
    if not cohort.organization_limit:
        return None
    counts = _seated([cohort])[cohort.pk]
    full = [key for key, number in counts.items() if number >= cohort.organization_limit]
    return person.organizations.filter(pk__in=full).order_by("pk").first()


def _seated(cohorts):
    """{cohort: {organization: people with a place or an offer, by whatever way they came}}."""
    counts = defaultdict(lambda: defaultdict(int))
    if not cohorts:
        return counts
    for rows in (Enrollment.objects.active(), QueuePlace.objects.offered()):
        found = rows.filter(cohort__in=cohorts, person__memberships__isnull=False).order_by()
        for cohort, organization in found.values_list("cohort", "person__memberships__organization"):
            counts[cohort][organization] += 1
    return counts
