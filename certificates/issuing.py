"""Issue and revoke. A certificate is never rewritten: it is valid, or revoked with a reason anyone may read."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import CertificateRefused
from .models import Certificate
from .numbers import new_number
from .pdf import CertificateData, CertificateTextError, Signatory, render
from .statements import course_details, event_details, frozen
from .tasks import send_certificate


@transaction.atomic
def issue_for_course(*, person, course, template, now, cohort=None, by=None):
    """Give ``person`` the certificate of ``course``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name or title cannot be printed.
    """
    details = course_details(course=course, cohort=cohort, language=template.language)
    return _issue(
        person=person, source={"course": course}, title=course.title, details=details, template=template, now=now, by=by
    )


@transaction.atomic
def issue_for_event(*, person, event, template, now, by=None):
    """Give ``person`` the certificate of ``event``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name or title cannot be printed.
    """
    details = event_details(event=event, person=person, language=template.language)
    return _issue(
        person=person, source={"event": event}, title=event.title, details=details, template=template, now=now, by=by
    )


def _issue(*, person, source, title, details, template, now, by):
    """The unique constraint decides between two workers; the loser returns the winner's certificate."""
    if existing := Certificate.objects.valid().filter(person=person, **source).first():
        return existing
    number = new_number()
    statement = frozen(template=template, person=person, subject=title, details=details, number=number, issued_at=now)
    pdf = rendered(statement, template=template)
    try:
        with transaction.atomic():
            certificate = Certificate.objects.create(
                number=number,
                person=person,
                template=template,
                statement=statement,
                issued_at=now,
                issued_by=by,
                pdf_sha256=hashlib.sha256(pdf).hexdigest(),
                **source,
            )
    except IntegrityError:
        return Certificate.objects.valid().get(person=person, **source)
    certificate.pdf.save(f"{number}.pdf", ContentFile(pdf))
    log(certificate, "certificates.issue", user=by, data={"number": number})
    send_certificate.enqueue(certificate.pk)
    return certificate


def rendered(statement, *, template):
    """The PDF of a frozen statement with the template's pictures."""
    try:
        return render(certificate_data(statement, template=template))
    except CertificateTextError as error:
        raise CertificateRefused(_("This certificate cannot be printed: %(why)s") % {"why": error}) from error


def certificate_data(statement, *, template):
    """The PDF module's plain values for a frozen statement."""
    signature = picture(template.signature)
    logo = picture(template.logo)
    return CertificateData(
        language=statement["language"],
        number=statement["number"],
        title=statement["title"],
        recipient=statement["recipient"],
        lead=statement["lead"],
        subject=statement["subject"],
        details=tuple(statement["details"]),
        issued_on=statement["issued_on"],
        issued_label=statement["issued_label"],
        verify_label=statement["verify_label"],
        issued_at=datetime.fromisoformat(statement["issued_at"]),
        issuer=statement["issuer"],
        acknowledgement=statement["acknowledgement"],
        signatories=(Signatory(statement["signatory"], statement["signatory_role"], signature),),
        logos=(logo,) if logo else (),
        verify_url=statement["verify_url"],
        kilim_seed=statement["kilim_seed"],
    )


def picture(image):
    """The bytes of a chosen picture as PNG, small enough for print, or None."""
    if image is None:
        return None
    rendition = image.get_rendition("max-1200x600|format-png")
    with rendition.file.open("rb") as file:
        return file.read()


@transaction.atomic
def revoke(*, certificate, reason, by, now):
    """Take ``certificate`` back; its public page says so from now on. Revoking twice changes nothing."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.revoked_at:
        return certificate
    if not reason.strip():
        raise CertificateRefused(_("Say why the certificate is revoked."))
    certificate.revoked_at, certificate.revoked_by, certificate.revocation_reason = now, by, reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
    log(certificate, "certificates.revoke", user=by, data={"number": certificate.number, "reason": reason})
    return certificate
