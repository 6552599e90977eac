"""What the mail about a survey says, in its reader's language."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse
from surveys.totals import FEWEST

from .wishes import key_of


def notice_mail(notice):
    """That the survey is open, until when, and what becomes of the answers; with a way to get no such mails."""
    person, survey = notice.person, notice.survey
    with override(person.language):
        off = absolute_reverse("survey_notice_choice", key_of(person), language=person.language)
        context = {
            "person": person,
            "survey": survey,
            "fewest": FEWEST,
            "url": absolute_reverse("survey", survey.pk, language=person.language),
            "off": off,
        }
        subject = gettext("What do you say of it? %(title)s") % {"title": survey.page.title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("surveys/emails/open.txt", context).strip() + "\n",
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
