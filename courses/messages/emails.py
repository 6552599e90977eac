"""The mail of one person: the trainer’s words, and around them whence it comes, in the person’s language."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from courses.emails import course_path
from people.addresses import absolute


def message_mail(copy):
    message, person = copy.message, copy.person
    return EmailMessage(
        subject=" ".join(message.subject.split()), body=body_of(message, person=person), to=[person.email]
    )


def body_of(message, *, person):
    """The whole text; for a look before sending, ``message`` need not be saved."""
    course = message.cohort.course
    writer = getattr(message.written_by, "person", None)
    with override(person.language):
        context = {
            "person": person,
            "message": message,
            "course": course,
            "writer": writer.display_name if writer else "",
            "url": absolute(course_path(course)),
        }
        return render_to_string("courses/emails/message.txt", context).strip() + "\n"
