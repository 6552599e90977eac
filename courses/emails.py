"""Mails of this app, in the person's language."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute, absolute_reverse

ENROLLED, CANCELLED, REMOVED = "enrolled", "cancelled", "removed"
ACCEPTED, DECLINED = "accepted", "declined"


def subject_of(kind, title):
    subjects = {
        ENROLLED: gettext("You are enrolled: %(course)s"),
        CANCELLED: gettext("The cohort is cancelled: %(course)s"),
        REMOVED: gettext("You are no longer in the cohort: %(course)s"),
        ACCEPTED: gettext("Your application is accepted: %(course)s"),
        DECLINED: gettext("Your application is declined: %(course)s"),
    }
    return " ".join((subjects[kind] % {"course": title}).split())


def course_path(course):
    """The path of a course's page, also where there is no request; the front page for one outside of every site."""
    parts = course.get_url_parts()
    return parts[2] if parts and parts[2] else "/"


def cohort_mail(*, about, kind):
    """What became of a person's enrollment or application: the course, its dates, and where to go from here."""
    person, cohort = about.person, about.cohort
    with override(person.language):
        context = {
            "person": person,
            "cohort": cohort,
            "course": cohort.course,
            "reason": getattr(about, "reason", ""),
            "url": absolute(course_path(cohort.course)),
            "withdraw": absolute_reverse("withdraw", cohort.pk, language=person.language),
        }
        return EmailMessage(
            subject=subject_of(kind, cohort.course.title),
            body=render_to_string(f"courses/emails/{kind}.txt", context).strip() + "\n",
            to=[person.email],
        )


def marked_mail(mark):
    """How a submission was marked; what the trainer wrote stays on the page, behind the door."""
    submission, person = mark.submission, mark.submission.person
    with override(person.language):
        title = submission.assignment.title
        context = {
            "person": person,
            "mark": mark,
            "assignment": submission.assignment,
            "url": absolute(course_path(submission.assignment)),
        }
        return EmailMessage(
            subject=" ".join((gettext("Your work is marked: %(assignment)s") % {"assignment": title}).split()),
            body=render_to_string("courses/emails/marked.txt", context).strip() + "\n",
            to=[person.email],
        )
