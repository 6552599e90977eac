"""Applications for a place in a cohort: sent, taken back, decided. An application takes no seat; accepting it does."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enrollment import give_place, place_of, refusal_by_seats, refusal_of, refusal_to_all
from courses.exceptions import EnrollmentRefused
from courses.models import Application, Cohort
from courses.tasks import send_decision

from .prerequisites import refusal_by_prerequisites

State = Application.State


@transaction.atomic
def apply_for(*, person, cohort, answers, now):
    """Ask for a place; ``answers`` are [question, answer] in their order. Who waits already keeps what they sent."""
    cohort = Cohort.objects.locked(cohort.pk)
    if waiting := cohort.applications.waiting().filter(person=person).first():
        return waiting
    if refusal := refusal_to_apply(person, cohort, now=now):
        raise EnrollmentRefused(refusal)
    application = cohort.applications.create(person=person, answers=answers, applied_at=now)
    log(application, "courses.application.send", user=person.user)
    return application


def refusal_to_apply(person, cohort, *, now):
    """Why ``person`` cannot apply for a place in ``cohort`` now, in words."""
    if not cohort.is_by_application:
        return _("This cohort takes no applications.")
    if place_of(person, cohort):
        return _("You have a place already.")
    if cohort.applications.filter(person=person, state=State.DECLINED).exists():
        return _("Your application for this cohort was declined. You can apply for another one.")
    return refusal_of(cohort, now=now) or refusal_by_prerequisites(person, cohort)


@transaction.atomic
def take_back(*, person, cohort, now):
    """Wait for a decision no longer; without a waiting application nothing happens."""
    cohort = Cohort.objects.locked(cohort.pk)
    application = cohort.applications.waiting().filter(person=person).first()
    if application is None:
        return None
    application.state, application.decided_at = State.TAKEN_BACK, now
    application.save(update_fields=["state", "decided_at"])
    log(application, "courses.application.take_back", user=person.user)
    return application


@transaction.atomic
def decide(*, application, accepted, reason, by, now):
    """Give the applicant a place, or decline with a ``reason`` that they read; the same decision twice is one.

    Declined may become accepted, as coordinators think again. Raises ``EnrollmentRefused``.
    """
    cohort = Cohort.objects.locked(application.cohort_id)
    application = cohort.applications.select_related("person").get(pk=application.pk)
    state = State.ACCEPTED if accepted else State.DECLINED
    if application.state == state:
        return application
    if refusal := refusal_to_decide(application, cohort, accepted=accepted, reason=reason, now=now):
        raise EnrollmentRefused(refusal)
    if accepted and not place_of(application.person, cohort):
        give_place(person=application.person, cohort=cohort, now=now, by=by)
    application.state, application.reason, application.decided_at = state, reason, now
    application.save(update_fields=["state", "reason", "decided_at"])
    log(application, f"courses.application.{state}", user=by)  # the reason stands in the application
    send_decision.enqueue(application.pk)
    return application


def refusal_to_decide(application, cohort, *, accepted, reason, now):
    """Why this cannot be decided so, in words for the coordinator."""
    if application.state == State.TAKEN_BACK:
        return _("This application was taken back.")
    if application.state == State.ACCEPTED:
        return _("This application is accepted. Take the person out of the cohort instead.")
    if not accepted:
        return "" if reason.strip() else _("Say why: the applicant reads it.")
    if place_of(application.person, cohort):
        return ""
    missing = refusal_by_prerequisites(application.person, cohort)
    return refusal_to_all(cohort, now=now) or missing or refusal_by_seats(cohort, application.person)
