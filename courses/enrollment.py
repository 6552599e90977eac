"""Give and take back a place in a cohort."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording

from .admission.lines import full_organization_of
from .admission.offers import came_in, offer_free_seats, open_place_of
from .admission.prerequisites import refusal_by_prerequisites
from .exceptions import EnrollmentRefused
from .models import Cohort, Enrollment, Nominee
from .tasks import send_enrolled, send_removed


@transaction.atomic
def enroll(*, person, cohort, now):
    """Give ``person`` the place in ``cohort`` they ask for, be it one that is held for them; twice is once.

    Who waits comes first: what is free is offered to them before somebody else is judged.
    The cohort's row is locked while its seats are counted, so the last seat is given once (SQLite: the transaction
    is IMMEDIATE). Raises ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.locked(cohort.pk)
    if enrollment := place_of(person, cohort):
        return enrollment
    offer_free_seats(cohort, now=now)
    if refusal := refusal_to_enroll(person, cohort, now=now):
        raise EnrollmentRefused(refusal)
    enrollment = give_place(person=person, cohort=cohort, now=now, by=person.user)
    send_enrolled.enqueue(enrollment.pk)
    return enrollment


def place_of(person, cohort):
    """The place ``person`` holds in ``cohort``, or None."""
    return cohort.enrollments.active().filter(person=person).first()


def give_place(*, person, cohort, now, by, **how):
    """Write the place down. The caller holds the cohort's row, has judged, and tells the person.

    ``how`` is kept in the row: ``link``, if the person came in by one.
    """
    enrollment = cohort.enrollments.create(person=person, enrolled_at=now, **how)
    log(enrollment, "courses.enroll", user=by)
    came_in(person, cohort, now=now)
    return enrollment


def refusal_to_enroll(person, cohort, *, now):
    """Why ``person`` cannot enroll by themselves now, in words. A place that is held for them is theirs to take."""
    if is_held_for(person, cohort):
        return refusal_to_all(cohort, now=now) or refusal_by_prerequisites(person, cohort)
    if refusal := refusal_of(cohort, now=now):
        return refusal
    if cohort.is_by_application:
        return _("One applies for a place in this cohort, and a coordinator decides.")
    return refusal_by_prerequisites(person, cohort) or refusal_by_limit(person, cohort)


def is_held_for(person, cohort):
    """Whether a place of ``cohort`` is held for ``person``, who waited."""
    place = open_place_of(person, cohort)
    return place is not None and place.is_offered


def refusal_of(cohort, *, now):
    """Why nobody new may ask for a place in ``cohort`` now, in words; empty when one may."""
    if refusal := refusal_by_date(cohort, now=now):
        return refusal
    if cohort.admission == Cohort.Admission.INVITATION:
        return _("Places in this cohort are given by invitation.")
    if cohort.admission == Cohort.Admission.SCHOOL:
        return _("The school itself says who takes part in this cohort.")
    return refusal_by_seats(cohort)


def refusal_by_date(cohort, *, now):
    """Why enrollment is not open now, in words, whatever the way in."""
    if refusal := refusal_to_all(cohort, now=now):
        return refusal
    if now >= cohort.enroll_closes_at:
        return _("Enrollment in this cohort is closed.")
    if cohort.enroll_opens_at and now < cohort.enroll_opens_at:
        opens = wording.moment(cohort.enroll_opens_at, now=now)
        return _("Enrollment in this cohort opens on %(when)s (Kyiv time).") % {"when": opens}
    return ""


def refusal_to_all(cohort, *, now):
    """Why not even the school may put somebody in, in words; seats apart."""
    if cohort.is_cancelled:
        return _("This cohort is cancelled.")
    if cohort.is_over(now=now) or cohort.state == Cohort.State.DRAFT or not cohort.course.live:
        return _("Enrollment in this cohort is closed.")
    return ""


def refusal_by_seats(cohort, person=None):
    """Full is what is taken, promised or held; but a place that is held for ``person`` is theirs, whatever the way."""
    if not cohort.is_full() or (person and is_held_for(person, cohort)):
        return ""
    if cohort.held:
        return _("The places that are free are held for those who wait.")
    return _("All places in this cohort are taken.")


def refusal_by_limit(person, cohort):
    """Why ``person`` cannot enroll, as their organization has as many people there as it may; in words."""
    if organization := full_organization_of(person, cohort):
        return _("%(organization)s has as many people in this cohort as one organization may have.") % {
            "organization": organization
        }
    return ""


@transaction.atomic
def withdraw(*, person, cohort, now, by=None):
    """Give the place back, to whoever waits for it; what was learned stays. Without a place nothing happens.

    ``by`` is who in the school takes it back, when it is not the person. Raises ``EnrollmentRefused`` for a course
    that is completed: completed never reverts.
    """
    cohort = Cohort.objects.locked(cohort.pk)
    enrollment = Enrollment.objects.select_for_update().active().filter(person=person, cohort=cohort).first()
    if enrollment is None:
        return None
    if enrollment.completed_at:
        raise EnrollmentRefused(_("This course is completed, so its place is kept."))
    enrollment.withdrawn_at = now
    enrollment.save(update_fields=["withdrawn_at"])
    Nominee.objects.filter(enrollment=enrollment).update(state=Nominee.State.LEFT)  # the seat stays the organization’s
    log(enrollment, "courses.withdraw", user=by or person.user)
    offer_free_seats(cohort, now=now)
    if by:
        send_removed.enqueue(enrollment.pk)
    return enrollment
