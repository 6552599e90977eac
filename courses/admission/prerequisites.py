"""What somebody lacks before they may come into a course: asked by every way in, lifted for one person."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import EnrollmentRefused
from courses.models import Enrollment, Prerequisite, PrerequisiteWaiver

Proof = Prerequisite.Proof
CERTIFIERS = []


def certified_by(rows):
    """Say where certificates are: ``rows()`` is a queryset of valid ones, with ``person`` and ``course``.

    For an app above that gives them. Without any, completing the course is all there is to prove.
    """
    CERTIFIERS.append(rows)
    return rows


def lacking(person, course):
    """The prerequisites of ``course`` that ``person`` – None for somebody unknown yet – does not meet, in order."""
    needed = course.prerequisites.select_related("needed").order_by("sort_order")
    if person is None:
        return list(needed)
    lifted = PrerequisiteWaiver.objects.filter(person=person, course=OuterRef("course"))
    completed = Enrollment.objects.filter(person=person, completed_at__isnull=False, cohort__course=OuterRef("needed"))
    needed = needed.alias(is_completed=Exists(completed))
    met = Q(proof=Proof.COMPLETED, is_completed=True)
    for rows in CERTIFIERS:
        met |= Q(Exists(rows().filter(person=person, course=OuterRef("needed"))), proof=Proof.CERTIFICATE)
    return list(needed.filter(~Exists(lifted)).exclude(met if CERTIFIERS else Q(is_completed=True)))


def refusal_by_prerequisites(person, cohort):
    """What ``person`` needs before they may come into ``cohort``, in words; empty when nothing is missing."""
    return " ".join(in_words(row) for row in lacking(person, cohort.course))


def in_words(prerequisite):
    if prerequisite.proof == Proof.CERTIFICATE:
        return _("First one needs a valid certificate of the course “%(course)s”.") % {"course": prerequisite.needed}
    return _("First one completes the course “%(course)s”.") % {"course": prerequisite.needed}


@transaction.atomic
def lift(*, person, course, reason, by, now):
    """Let ``person`` come into ``course`` without its prerequisites; twice is once. Raises ``EnrollmentRefused``."""
    if not reason.strip():
        raise EnrollmentRefused(_("Say why: the reason stands in the log."))
    waiver, made = PrerequisiteWaiver.objects.get_or_create(
        person=person, course=course, defaults={"reason": reason.strip(), "given_by": by, "given_at": now}
    )
    if made:
        log(waiver, "courses.prerequisites.lift", user=by, data={"reason": waiver.reason})
    return waiver
