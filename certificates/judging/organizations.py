"""An organization of whose people enough have completed a course. Names are never kept: it is about how many."""

from collections import defaultdict

from people.models import Membership, Organization

from .courses import completions
from .verdicts import Verdict


def candidates(*, rule, cohort=None):
    """The organizations of all who completed the course."""
    completed = completions(rule=rule, cohort=cohort).values("person")
    return Organization.objects.filter(pk__in=Membership.objects.filter(person__in=completed).values("organization"))


def judge(*, rule, keys, now, cohort=None):
    """Each person is counted once, from the day on which they first completed it."""
    members = Membership.objects.filter(organization__in=keys)
    completed = completions(rule=rule, cohort=cohort).filter(person__in=members.values("person"))
    first = {}
    for row in completed.order_by("completed_at", "pk"):
        first.setdefault(row.person_id, row)
    found = defaultdict(list)
    for organization, person in members.filter(person__in=first).values_list("organization", "person"):
        found[organization].append(first[person])
    return {key: _enough(found[key], rule) for key in keys}


def _enough(rows, rule):
    if len(rows) < rule.min_people:
        return Verdict(False, "people", {"done": len(rows), "asked": rule.min_people})
    days = sorted(row.completed_at for row in rows)
    evidence = {
        "enrollments": sorted(row.pk for row in rows),
        "people": len(rows),
        "from": days[0].isoformat(),
        "to": days[-1].isoformat(),
    }
    return Verdict(True, evidence=evidence)
