"""Mails about a certificate: links, not the file, so that a thin line decides itself when to download."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from people.addresses import absolute_reverse
from people.models import Person

from .models import CertificateMail
from .statements import long_date

About = CertificateMail.About


def addressees(certificate):
    """Who is told: the person, or the contacts of the organization; those who gave an address."""
    if certificate.person_id:
        return [certificate.person] if certificate.person.email else []
    contacts = Person.objects.filter(
        memberships__organization=certificate.organization_id, memberships__is_contact=True
    )
    return list(contacts.exclude(email="").order_by("pk"))


SUBJECTS = {
    About.ISSUED: gettext_lazy("Your certificate: %(subject)s"),
    About.EXPIRES: gettext_lazy("Your certificate expires soon: %(subject)s"),
    About.SUSPENDED: gettext_lazy("Your certificate is suspended: %(subject)s"),
    About.REINSTATED: gettext_lazy("Your certificate holds again: %(subject)s"),
}
OF_ORGANIZATION = gettext_lazy("A certificate for your organization: %(subject)s")


def mail_about(certificate, person, about):
    """The message to ``person`` in their language: a certificate is there, expires soon, is suspended, holds again.

    Who has no account is told how to come by the file.
    """
    says, mine = certificate.statement, "my_certificates"
    subject = SUBJECTS[about]
    if certificate.organization_id:
        mine = "organization_certificates"
        subject = OF_ORGANIZATION if about == About.ISSUED else subject
    with override(person.language):
        context = {
            "person": person,
            "says": says,
            "number": certificate.full_number,
            "note": certificate.suspension_note,
            "organization": certificate.organization_id and certificate.recipient,
            "contact": settings.CONTACT_EMAIL,
            "mine": absolute_reverse(mine, language=person.language),
            "signup": absolute_reverse("account_signup", language=person.language),
            "verify": absolute_reverse("verify_number", certificate.number, language=person.language),
        }
        context["until"] = certificate.expires_at and long_date(certificate.expires_at - timedelta(seconds=1))
        subject = " ".join((subject % {"subject": says["subject"]}).split())
        body = render_to_string(f"certificates/emails/{about}.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[person.email])
