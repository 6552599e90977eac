"""Completion of a course, which the course itself decides."""

from django.db.models import Q

from courses.models import Enrollment
from people.models import Person

from .verdicts import Verdict


def candidates(*, rule, cohort=None):
    """Everybody with a place in the course, and who completed it and left."""
    places = Enrollment.objects.filter(Q(withdrawn_at__isnull=True) | Q(completed_at__isnull=False))
    places = places.filter(cohort=cohort) if cohort else places.filter(cohort__course=rule.course_id)
    return Person.objects.filter(pk__in=places.values("person"))


def completions(*, rule, cohort=None):
    """The places in which the course was completed."""
    completed = Enrollment.objects.filter(completed_at__isnull=False)
    return completed.filter(cohort=cohort) if cohort else completed.filter(cohort__course=rule.course_id)


def judge(*, rule, keys, now, cohort=None):
    completed = completions(rule=rule, cohort=cohort).filter(person__in=keys)
    latest = {row.person_id: row for row in completed.order_by("completed_at", "pk")}
    return {
        key: Verdict(True, evidence={"enrollment": latest[key].pk, "cohort": latest[key].cohort_id})
        if key in latest
        else Verdict(False, "not_completed")
        for key in keys
    }
