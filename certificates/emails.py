"""The mail that brings a certificate: a link, not the file, so that a thin line decides itself when to download."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse


def certificate_mail(certificate):
    """The message in the person's language."""
    person = certificate.person
    with override(person.language):
        context = {
            "certificate": certificate,
            "says": certificate.statement,
            "mine": absolute_reverse("my_certificates", language=person.language),
            "verify": certificate.statement["verify_url"],
        }
        subject = gettext("Your certificate: %(subject)s") % {"subject": certificate.statement["subject"]}
        body = render_to_string("certificates/emails/issued.txt", context)
    return EmailMessage(subject=subject, body=body, to=[person.email])
