"""Plan cohorts: the only code that writes their dates, seats and state."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .admission.offers import offer_free_seats, pause_queue
from .exceptions import CohortRefused
from .models import Cohort
from .tasks import tell_cancelled

STEPS = {
    Cohort.State.DRAFT: "courses.cohort.draft",
    Cohort.State.OPEN: "courses.cohort.announce",
    Cohort.State.CANCELLED: "courses.cohort.cancel",
}


@transaction.atomic
def plan_cohort(*, cohort, by, now=None):
    """Write ``cohort``, new or changed, with its sessions; who has a place or waits hears when it is cancelled.

    Its row is locked while the places given are counted. Raises ``CohortRefused``.
    """
    before = Cohort.objects.select_for_update().filter(pk=cohort.pk).first()
    if before:
        _check_places(cohort, before=before, taken=before.taken)
    _check_sessions(cohort)
    cohort.save()
    log(cohort, "courses.cohort.change" if before else "courses.cohort.plan", user=by)
    if cohort.state != (before.state if before else Cohort.State.DRAFT):
        log(cohort, STEPS[cohort.state], user=by)
        if cohort.state == Cohort.State.CANCELLED:
            tell_cancelled.enqueue(cohort.pk)
            pause_queue(cohort)
    offer_free_seats(cohort, now=now or timezone.now())  # there may be more of them, or fewer limits
    return cohort


def _check_places(cohort, *, before, taken):
    """Hold a change to what people were promised already."""
    waits = before.queue_places.open().exists()
    if cohort.course_id != before.course_id and (waits or before.enrollments.exists()):
        raise CohortRefused(_("People have enrolled, so the course cannot change any more."), field="course")
    if cohort.state == Cohort.State.DRAFT and waits:
        raise CohortRefused(_("People wait for a place. Cancel the cohort instead of hiding it."), field="state")
    if cohort.state == Cohort.State.DRAFT and taken:
        raise CohortRefused(_("People are enrolled. Cancel the cohort instead of hiding it."), field="state")
    if cohort.seats and cohort.seats < taken:
        raise CohortRefused(_("More people are enrolled already than there would be seats."), field="seats")
    if cohort.seats and cohort.seats < taken + before.promised:
        raise CohortRefused(_("Seats are kept for organizations; together there would be too few."), field="seats")
    if cohort.seats and cohort.seats < taken + before.promised + before.held:
        raise CohortRefused(_("Seats are held for people who waited; together there would be too few."), field="seats")


def _check_sessions(cohort):
    """A session stands beside a module, and completes a lesson, of this very course."""
    for row in cohort.session_rows.all():
        if row.module and not row.module.is_child_of(cohort.course):
            raise CohortRefused(_("“%(module)s” is a module of another course.") % {"module": row.module.title})
        if row.lesson and not row.lesson.is_descendant_of(cohort.course):
            raise CohortRefused(_("“%(lesson)s” is a lesson of another course.") % {"lesson": row.lesson.title})
