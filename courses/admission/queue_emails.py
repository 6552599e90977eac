"""Mails about the queue for a cohort, in the person's language."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from courses.emails import course_path
from people.addresses import absolute, absolute_reverse


def queue_mail(place, *, about):
    """What became of ``place``: a place is held (``offered``), no more (``expired``), the queue is over (``closed``),
    or the cohort is called off (``cancelled``)."""
    person, cohort = place.person, place.cohort
    with override(person.language):
        subjects = {
            "offered": gettext("A place is held for you: %(course)s"),
            "expired": gettext("The place is not held any more: %(course)s"),
            "closed": gettext("No place became free: %(course)s"),
            "cancelled": gettext("The cohort is cancelled: %(course)s"),
        }
        context = {
            "person": person,
            "cohort": cohort,
            "course": cohort.course,
            "place": place,
            "take": absolute_reverse("enroll", cohort.pk, language=person.language),
            "decline": absolute_reverse("queue_leave", cohort.pk, language=person.language),
            "url": absolute(course_path(cohort.course)),
        }
        return EmailMessage(
            subject=" ".join((subjects[about] % {"course": cohort.course.title}).split()),
            body=render_to_string(f"courses/emails/queue_{about}.txt", context).strip() + "\n",
            to=[person.email],
        )
