"""Mails about the seats of an organization: to its contacts, and to the people whom they name."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute_reverse
from people.contacts import contacts_of

ALLOTTED, RETURNED, NOT_COMING = "seats_allotted", "seats_returned", "seats_not_coming"


def contacts_mails(allotment, *, kind, **more):
    """One mail to each contact that has an address, in their language."""
    for person in contacts_of(allotment.organization).exclude(email=""):
        with override(person.language):
            subjects = {
                ALLOTTED: gettext("Seats for your people: %(course)s"),
                RETURNED: gettext("Seats went back: %(course)s"),
                NOT_COMING: gettext("Somebody is not coming: %(course)s"),
            }
            yield _mail(
                kind,
                subject=subjects[kind],
                to=person.email,
                allotment=allotment,
                person=person,
                url=absolute_reverse("allotment", allotment.pk, language=person.language),
                **more,
            )


def nomination_mail(nominee):
    """The invitation; the school knows no language of a stranger, so it is the language of who named them."""
    with override(nominee.named_by.language):
        return _mail(
            "nominated",
            subject=gettext("You are invited to the course: %(course)s"),
            to=nominee.email,
            allotment=nominee.allotment,
            nominee=nominee,
            url=absolute_reverse("nomination", nominee.key, language=get_language()),
        )


def _mail(template, *, subject, to, allotment, **context):
    cohort = allotment.cohort
    context |= {
        "allotment": allotment,
        "organization": allotment.organization,
        "cohort": cohort,
        "course": cohort.course,
    }
    return EmailMessage(
        subject=" ".join((subject % {"course": cohort.course.title}).split()),
        body=render_to_string(f"courses/emails/{template}.txt", context).strip() + "\n",
        to=[to],
    )
