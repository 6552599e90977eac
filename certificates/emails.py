"""The mail that brings a certificate: links, not the file, so that a thin line decides itself when to download."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse


def certificate_mail(certificate):
    """The message in the person's language. Who has no account is told how to come by the file."""
    person, says = certificate.person, certificate.statement
    with override(person.language):
        context = {
            "person": person,
            "says": says,
            "mine": absolute_reverse("my_certificates", language=person.language),
            "signup": absolute_reverse("account_signup", language=person.language),
            "verify": absolute_reverse("verify_number", certificate.number, language=person.language),
        }
        subject = " ".join((gettext("Your certificate: %(subject)s") % {"subject": says["subject"]}).split())
        body = render_to_string("certificates/emails/issued.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[person.email])
