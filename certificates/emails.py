"""Mails about a certificate: links, not the file, so that a thin line decides itself when to download."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from people.addresses import absolute_reverse

from .statements import long_date


def certificate_mail(certificate):
    """The message in the person's language. Who has no account is told how to come by the file."""
    return _mail(certificate, "issued", gettext_lazy("Your certificate: %(subject)s"))


def expiry_mail(certificate):
    """Until when the certificate holds, and where to ask for a new one."""
    return _mail(certificate, "expires", gettext_lazy("Your certificate expires soon: %(subject)s"))


def suspension_mail(certificate):
    """That it does not hold for now, with the words for everybody; or that it holds again."""
    if certificate.suspended_at:
        return _mail(certificate, "suspended", gettext_lazy("Your certificate is suspended: %(subject)s"))
    return _mail(certificate, "reinstated", gettext_lazy("Your certificate holds again: %(subject)s"))


def _mail(certificate, template, subject):
    person, says = certificate.person, certificate.statement
    with override(person.language):
        context = {
            "person": person,
            "says": says,
            "note": certificate.suspension_note,
            "contact": settings.CONTACT_EMAIL,
            "mine": absolute_reverse("my_certificates", language=person.language),
            "signup": absolute_reverse("account_signup", language=person.language),
            "verify": absolute_reverse("verify_number", certificate.number, language=person.language),
        }
        context["until"] = certificate.expires_at and long_date(certificate.expires_at - timedelta(seconds=1))
        subject = " ".join((subject % {"subject": says["subject"]}).split())
        body = render_to_string(f"certificates/emails/{template}.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[person.email])
