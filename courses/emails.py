"""Mails of this app, in the person's language."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute, absolute_reverse


def enrolled_mail(enrollment):
    """«Ви записані»: the course, its dates, and how to leave."""
    person, cohort = enrollment.person, enrollment.cohort
    with override(person.language):
        context = {
            "person": person,
            "cohort": cohort,
            "course": cohort.course,
            "url": absolute(cohort.course.get_url_parts()[2] if cohort.course.get_url_parts() else "/"),
            "withdraw": absolute_reverse("withdraw", cohort.pk, language=person.language),
        }
        subject = gettext("You are enrolled: %(course)s") % {"course": cohort.course.title}
        body = render_to_string("courses/emails/enrolled.txt", context)
    return EmailMessage(subject=subject, body=body, to=[person.email])
