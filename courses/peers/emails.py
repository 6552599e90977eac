"""The mail to a reader: how much there is to read, and until when. It names no author."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse


def to_write_mail(person, reviews):
    """``reviews`` are those of one assignment that are not written yet."""
    assignment = reviews[0].submission.assignment
    with override(person.language):
        context = {
            "person": person,
            "number": len(reviews),
            "assignment": assignment,
            "until": min(review.due_at for review in reviews),
            "url": absolute_reverse("my_reviews", language=person.language),
        }
        subject = gettext("Works of others to read: %(assignment)s") % {"assignment": assignment.title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("courses/emails/to_write.txt", context).strip() + "\n",
            to=[person.email],
        )
