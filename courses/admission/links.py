"""Invitation links: made, revoked, followed. A link lets so many people into one cohort, until a moment."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enrollment import give_place, place_of, refusal_by_date, refusal_by_seats
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort, InvitationLink
from courses.tasks import send_enrolled

from .prerequisites import refusal_by_prerequisites


@transaction.atomic
def make_link(*, link, by, now):
    """Write the new ``link``; its key is known from now on to who may see links."""
    link.made_at = now
    link.save()
    log(link, "courses.link.make", user=by)
    return link


@transaction.atomic
def revoke_link(*, link, by, now):
    """Nobody comes in by ``link`` any more; who came in stays. Twice is once."""
    link = InvitationLink.objects.locked(link.pk)
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        log(link, "courses.link.revoke", user=by)
    return link


@transaction.atomic
def follow_link(*, person, link, now):
    """Give ``person`` a place by ``link``; who has one keeps it, and the link is not used up.

    The cohort's row is held while seats and people are counted, so the last of both is given once. Raises
    ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.locked(link.cohort_id)
    link = InvitationLink.objects.locked(link.pk)
    if enrollment := place_of(person, cohort):
        return enrollment
    if refusal := refusal_by_link(link, cohort, person=person, now=now):
        raise EnrollmentRefused(refusal)
    enrollment = give_place(person=person, cohort=cohort, now=now, by=person.user, link=link)
    send_enrolled.enqueue(enrollment.pk)
    return enrollment


def refusal_by_link(link, cohort, *, person, now):
    """Why ``person`` cannot come in by ``link`` now, in words; empty when they can."""
    if link.revoked_at:
        return _("This invitation was revoked. Ask who sent it to you for another.")
    if now >= link.expires_at:
        return _("The time of this invitation is over. Ask who sent it to you for another.")
    came = link.enrollments.values("person").distinct()
    if came.count() >= link.most and not came.filter(person=person).exists():
        return _("This invitation is used up. Ask who sent it to you for another.")
    missing = refusal_by_prerequisites(person, cohort)
    return refusal_by_date(cohort, now=now) or missing or refusal_by_seats(cohort, person)
