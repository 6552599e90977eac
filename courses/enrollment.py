"""Give and take back a place in a cohort."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import EnrollmentRefused
from .models import Cohort, Enrollment
from .tasks import send_enrolled


@transaction.atomic
def enroll(*, person, cohort, now):
    """Give ``person`` a place in ``cohort``; asking twice returns the same enrollment.

    The cohort's row is locked while its seats are counted, so the last seat is given once (SQLite: the transaction
    is IMMEDIATE). Raises ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("course").get(pk=cohort.pk)
    if enrollment := cohort.enrollments.active().filter(person=person).first():
        return enrollment
    if not cohort.accepts_enrollments(now=now):
        raise EnrollmentRefused(_("Enrollment in this cohort is closed."))
    if cohort.is_full():
        raise EnrollmentRefused(_("This cohort is full."))
    enrollment = cohort.enrollments.create(person=person, enrolled_at=now)
    log(enrollment, "courses.enroll", user=person.user)
    send_enrolled.enqueue(enrollment.pk)
    return enrollment


@transaction.atomic
def withdraw(*, person, cohort, now):
    """Give the place back; what was learned stays with the person. Without a place nothing happens."""
    enrollment = Enrollment.objects.select_for_update().active().filter(person=person, cohort=cohort).first()
    if enrollment is None:
        return None
    enrollment.withdrawn_at = now
    enrollment.save(update_fields=["withdrawn_at"])
    log(enrollment, "courses.withdraw", user=person.user)
    return enrollment
