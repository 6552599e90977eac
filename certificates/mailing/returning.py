"""A mail came back: the mail server would not take it, or wrote later that nobody could."""

from django.db import transaction
from wagtail.log_actions import log

from calendars.reading import reports
from certificates.models import CertificateMail

from .reports import NotAReport, read_report, readable


@reports
def taken(letter, *, now):
    """Whether the letter, found in the mailbox that the school reads, was about a mail of ours."""
    try:
        take(letter, now=now)
    except NotAReport:
        return False
    return True


@transaction.atomic
def take(letter, *, now):
    """Write down what a mail server wrote about one of our mails; that mail. Twice is as good as once.

    Raises ``NotAReport`` for every other letter.
    """
    report = read_report(letter)
    mails = CertificateMail.objects.select_for_update(of=("self",)).select_related("certificate")
    mail = mails.filter(pk__in=report.mails).order_by("-pk").first()
    if mail is None:
        raise NotAReport
    if mail.bounced_at is None:
        came_back(mail, status=report.status, reason=report.reason, now=now)
    return mail


@transaction.atomic
def came_back(mail, *, status, reason, now):
    """``mail`` did not reach its address. Where another one has been sent in its place, nobody need look after it."""
    later = CertificateMail.objects.filter(certificate=mail.certificate_id, person=mail.person_id, about=mail.about)
    mail.bounced_at, mail.status, mail.reason = now, status, readable(reason)
    mail.settled_at = now if later.filter(pk__gt=mail.pk, sent_at__isnull=False).exists() else None
    mail.save(update_fields=["bounced_at", "status", "reason", "settled_at"])
    log(mail.certificate, "certificates.mail.bounce", data={"number": mail.certificate.number, "status": status})
