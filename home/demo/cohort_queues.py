"""A full cohort in which some wait: people of villages first, two of an organization at most, one place on offer."""

from datetime import timedelta

from courses.admission.queue import join_queue
from courses.enrollment import withdraw
from courses.models import Cohort
from courses.planning import plan_cohort

WAITING = 5
LIMIT = 2


def build_cohort_queue(people, *, participant, staff, now):
    """In the full cohort of a course the participant has no place in; they joined last, and somebody has just left."""
    cohort = Cohort.objects.enrolling(now=now).get(course__slug="buduiemo-koalitsii")
    cohort.first_in_queue, cohort.organization_limit = Cohort.First.RURAL, LIMIT
    plan_cohort(cohort=cohort, by=staff.user, now=now - timedelta(days=2))
    busy = set(cohort.course.cohorts.values_list("enrollments__person", flat=True))
    free = [person for person in people if person.pk not in busy]
    for place, person in enumerate([*free[: WAITING - 1], participant]):
        join_queue(person=person, cohort=cohort, now=now - timedelta(days=1) + timedelta(hours=place))
    leaves = cohort.enrollments.active().order_by("pk").first()
    withdraw(person=leaves.person, cohort=cohort, now=now)
