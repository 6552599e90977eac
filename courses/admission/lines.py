"""The queues of cohorts, and whom their limits keep out."""

from courses.models import Enrollment, QueuePlace
from people.queues.lines import Lines

LINES = Lines("cohort", places=QueuePlace, seats=Enrollment)


def full_organization_of(person, cohort):
    """The organization that keeps ``person`` out of ``cohort``, as it has as many people there as it may; or None."""
    return LINES.keeps_out(person, [cohort]).get(cohort.pk)
