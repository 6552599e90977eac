"""Issue and revoke. A certificate is never rewritten: it is valid, or revoked for a reason that staff may read."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .archive import fingerprint
from .drawing import draw
from .exceptions import CertificateRefused
from .models import Certificate, PendingCertificate
from .numbers import new_number
from .pictures import chosen, digests, keep
from .printable import CertificateTextError
from .statements import course_details, event_details, frozen
from .tasks import send_certificate, write_pdf


def issue_for_course(*, person, course, template, now, cohort=None, by=None):
    """Give ``person`` the certificate of ``course``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name, a title or a picture cannot be printed.
    """
    details = course_details(course=course, cohort=cohort, language=template.language)
    return _issue(person=person, source={"course": course}, details=details, template=template, now=now, by=by)


def issue_for_event(*, person, event, template, now, by=None):
    """Give ``person`` the certificate of ``event``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name, a title or a picture cannot be printed.
    """
    details = event_details(event=event, person=person, language=template.language)
    return _issue(person=person, source={"event": event}, details=details, template=template, now=now, by=by)


def _issue(*, person, source, details, template, now, by):
    """Drawn first, so that only what can be printed is issued; then the unique constraint decides between workers."""
    if existing := _valid(person, source):
        return existing
    (page,) = source.values()
    words = {"recipient": person.legal_name, "subject": page.title, "details": details, "number": new_number()}
    statement, pictures, pdf = _drawn(frozen(template=template, issued_at=now, **words), template=template)
    certificate = Certificate(
        number=statement["number"],
        person=person,
        template=template,
        statement=statement,
        issued_at=now,
        issued_by=by,
        pdf_sha256=fingerprint(pdf),
        pdf_size=len(pdf),
        **source,
    )
    try:
        _write(certificate, pictures, by=by)
    except IntegrityError:
        if winner := _valid(person, source):
            return winner
        raise
    return certificate


def _valid(person, source):
    return Certificate.objects.valid().filter(person=person, **source).first()


def _drawn(statement, *, template):
    """The statement with its pictures' digests, the pictures, and the PDF they give."""
    try:
        pictures = chosen(template)
        statement = statement | {"pictures": digests(pictures)}
        return statement, pictures, draw(statement, pictures)
    except CertificateTextError as error:
        raise CertificateRefused(_("This certificate cannot be printed: %(why)s") % {"why": error}) from error


@transaction.atomic
def _write(certificate, pictures, *, by):
    """The row and all that hangs on it, or nothing; the file follows from the row.

    What waited is taken away first: whoever settles it holds its lock, so nobody waits for each other in a circle.
    """
    rule = {f"rule__{field}": getattr(certificate, field) for field in ("course", "event")}
    PendingCertificate.objects.filter(person=certificate.person, **rule).delete()
    certificate.save(force_insert=True)
    keep(pictures)
    log(certificate, "certificates.issue", user=by, data={"number": certificate.number})
    write_pdf.enqueue(certificate.pk)
    send_certificate.enqueue(certificate.pk)


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
    data = {"number": certificate.number, "reason": certificate.revocation_reason}
    log(certificate, "certificates.revoke", user=by, data=data)
    return certificate
