"""Deadlines for calendars: rows that follow the dates of cohorts and assignments, wherever those were changed.

A sweep makes them true, so no door by which a date changes – a form, a page published on time, a course moved in the
tree – needs to think of calendars. Pages and verbs ask ``assignments.due``, which knows at once.
"""

from datetime import timedelta

from django.db import transaction

from .assignments.due import due_for
from .models import AssignmentPage, Cohort, Deadline

KEPT = timedelta(days=60)  # after the end of a cohort, as long as calendars look back


@transaction.atomic
def settle(*, now):
    """Make the rows say what is due; how many changed. Those of cohorts long over stay as they are."""
    recent = Cohort.objects.exclude(self_paced=False, ends_on__lt=(now - KEPT).date())
    known = {
        (row.cohort_id, row.assignment_id): row
        for row in Deadline.objects.select_for_update(of=("self",)).filter(cohort__in=recent)
    }
    due = dict(_due(recent.public().select_related("course")))
    new = [
        Deadline(cohort_id=cohort, assignment_id=assignment, due_at=due_at, created_at=now, updated_at=now)
        for (cohort, assignment), due_at in due.items()
        if (cohort, assignment) not in known
    ]
    changed = [row for key, row in known.items() if row.due_at != due.get(key)]
    for row in changed:
        row.due_at, row.sequence, row.updated_at = due.get((row.cohort_id, row.assignment_id)), row.sequence + 1, now
    Deadline.objects.bulk_create(new)
    Deadline.objects.bulk_update(changed, ["due_at", "sequence", "updated_at"])
    return len(new) + len(changed)


def _due(cohorts):
    """((cohort, assignment or None), moment) of all that is due in ``cohorts``."""
    assignments = {}
    for cohort in cohorts:
        if cohort.deadline:
            yield (cohort.pk, None), cohort.deadline
        if cohort.course_id not in assignments:
            assignments[cohort.course_id] = list(AssignmentPage.objects.live().descendant_of(cohort.course))
        for assignment in assignments[cohort.course_id]:
            if due_at := due_for(assignment=assignment, cohort=cohort):
                yield (cohort.pk, assignment.pk), due_at
