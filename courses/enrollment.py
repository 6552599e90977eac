"""Give and take back a place in a cohort."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording

from .exceptions import EnrollmentRefused
from .models import Cohort, Enrollment
from .tasks import send_enrolled, send_removed


@transaction.atomic
def enroll(*, person, cohort, now):
    """Give ``person`` a place in ``cohort``; asking twice returns the same enrollment.

    The cohort's row is locked while its seats are counted, so the last seat is given once (SQLite: the transaction
    is IMMEDIATE). Raises ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("course").get(pk=cohort.pk)
    if enrollment := cohort.enrollments.active().filter(person=person).first():
        return enrollment
    if refusal := refusal_of(cohort, now=now):
        raise EnrollmentRefused(refusal)
    enrollment = cohort.enrollments.create(person=person, enrolled_at=now)
    log(enrollment, "courses.enroll", user=person.user)
    send_enrolled.enqueue(enrollment.pk)
    return enrollment


def refusal_of(cohort, *, now):
    """Why nobody new may enroll in ``cohort`` now, in words; empty when one may."""
    if cohort.is_cancelled:
        return _("This cohort is cancelled.")
    over = now >= cohort.enroll_closes_at or cohort.is_over(now=now)
    if over or cohort.state == Cohort.State.DRAFT or not cohort.course.live:
        return _("Enrollment in this cohort is closed.")
    if cohort.enroll_opens_at and now < cohort.enroll_opens_at:
        opens = wording.moment(cohort.enroll_opens_at, now=now)
        return _("Enrollment in this cohort opens on %(when)s (Kyiv time).") % {"when": opens}
    return _("All places in this cohort are taken.") if cohort.is_full() else ""


@transaction.atomic
def withdraw(*, person, cohort, now, by=None):
    """Give the place back; what was learned stays with the person. Without a place nothing happens.

    ``by`` is who in the school takes it back, when it is not the person. Raises ``EnrollmentRefused`` for a course
    that is completed: completed never reverts.
    """
    enrollment = Enrollment.objects.select_for_update().active().filter(person=person, cohort=cohort).first()
    if enrollment is None:
        return None
    if enrollment.completed_at:
        raise EnrollmentRefused(_("This course is completed, so its place is kept."))
    enrollment.withdrawn_at = now
    enrollment.save(update_fields=["withdrawn_at"])
    log(enrollment, "courses.withdraw", user=by or person.user)
    if by:
        send_removed.enqueue(enrollment.pk)
    return enrollment
