"""Background work that leads to certificates, and the hourly round over what was left undone; it may run twice."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from .mailing.again import put_right, send_again
from .models import Certificate, CertificateMail, PendingCertificate
from .pending import report, settle
from .signing.tasks import sign_waiting
from .tasks import remind_of_expiry, send_certificate, write_pdf

ITS_OWN_TURN = timedelta(minutes=10)  # what is younger has a task of its own in the queue
REMIND_BEFORE = timedelta(days=29, hours=14)  # it expires at midnight in Kyiv, and is spoken of at ten in the morning
MAIL_FOR = timedelta(days=3)  # a mail server that is down for longer is a person's work


@task()
def issue_pending(pending_pk):
    """Issue one certificate that was earned; a fault of ours is shown to the administrator and logged."""
    pending = PendingCertificate.objects.filter(pk=pending_pk).first()
    if pending is None:
        return
    now = timezone.now()
    try:
        settle(pending=pending, now=now)
    except Exception:
        report(pending=pending, problem="fault", now=now)
        raise


@task()
def finish_certificates():
    """The round: try again what waits, write and sign the files, send the mails that are missing; a task for each.

    So that one that fails stops nobody else's. What came back from an address that was put right goes to the new one.
    """
    now = timezone.now()
    before = now - ITS_OWN_TURN
    issued = Certificate.objects.filter(issued_at__lt=before)
    lately = Q(pk__in=CertificateMail.objects.waiting().filter(created_at__gt=before - MAIL_FOR).values("certificate"))
    lately |= Q(issued_at__gt=before - MAIL_FOR)
    unsent = issued.held().filter(lately, mailed_at=None).exclude(person__email="")
    for pending in PendingCertificate.objects.due(now=now).filter(earned_at__lt=before):
        issue_pending.enqueue(pending.pk)
    for certificate in issued.filter(pdf=""):
        write_pdf.enqueue(certificate.pk)
    sign_waiting(before=before)
    for certificate in put_right():
        send_again(certificate=certificate, by=None, now=now)
    for certificate in unsent:
        send_certificate.enqueue(certificate.pk)
    expiring = Certificate.objects.held().filter(expires_at__gt=now, expires_at__lte=now + REMIND_BEFORE)
    for certificate in expiring.filter(reminded_at=None).exclude(person__email=""):
        remind_of_expiry.enqueue(certificate.pk)
