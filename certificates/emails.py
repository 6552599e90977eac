"""Mails about a certificate: links, not the file, so that a thin line decides itself when to download."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from people.addresses import absolute_reverse
from people.models import Person

from .statements import long_date


def addressees(certificate):
    """Who is told: the person, or the contacts of the organization; those who gave an address."""
    if certificate.person_id:
        return [certificate.person] if certificate.person.email else []
    contacts = Person.objects.filter(
        memberships__organization=certificate.organization_id, memberships__is_contact=True
    )
    return list(contacts.exclude(email="").order_by("pk"))


def certificate_mails(certificate):
    """The message to each in their language. Who has no account is told how to come by the file."""
    if certificate.organization_id:
        return _mails(certificate, "issued", gettext_lazy("A certificate for your organization: %(subject)s"))
    return _mails(certificate, "issued", gettext_lazy("Your certificate: %(subject)s"))


def expiry_mails(certificate):
    """Until when the certificate holds, and where to ask for a new one."""
    return _mails(certificate, "expires", gettext_lazy("Your certificate expires soon: %(subject)s"))


def suspension_mails(certificate):
    """That it does not hold for now, with the words for everybody; or that it holds again."""
    if certificate.suspended_at:
        return _mails(certificate, "suspended", gettext_lazy("Your certificate is suspended: %(subject)s"))
    return _mails(certificate, "reinstated", gettext_lazy("Your certificate holds again: %(subject)s"))


def _mails(certificate, template, subject):
    return [_mail(certificate, person, template, subject) for person in addressees(certificate)]


def _mail(certificate, person, template, subject):
    says = certificate.statement
    mine = "organization_certificates" if certificate.organization_id else "my_certificates"
    with override(person.language):
        context = {
            "person": person,
            "says": says,
            "note": certificate.suspension_note,
            "organization": certificate.organization_id and certificate.recipient,
            "contact": settings.CONTACT_EMAIL,
            "mine": absolute_reverse(mine, language=person.language),
            "signup": absolute_reverse("account_signup", language=person.language),
            "verify": absolute_reverse("verify_number", certificate.number, language=person.language),
        }
        context["until"] = certificate.expires_at and long_date(certificate.expires_at - timedelta(seconds=1))
        subject = " ".join((subject % {"subject": says["subject"]}).split())
        body = render_to_string(f"certificates/emails/{template}.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[person.email])
