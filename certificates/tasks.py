"""What follows an issue: the mail is sent, and a file that is missing is written. Each task may run twice.

What leads to an issue is in ``sweeps.py``: these tasks are called by ``issuing``, those call it.
"""

from django.utils import timezone
from django_tasks import task

from .archive import keep_pdf
from .mailing.sending import tell
from .models import Certificate, CertificateMail

About = CertificateMail.About


@task()
def write_pdf(certificate_pk):
    """Write the file of a certificate that could not be written when it was issued."""
    keep_pdf(certificate=Certificate.objects.get(pk=certificate_pk))


@task()
def send_certificate(certificate_pk):
    """Tell whom it is for once that there is a certificate, unless it does not hold or nobody gave an address."""
    waiting = Certificate.objects.held().filter(mailed_at=None).exclude(person__email="")
    certificate = waiting.select_related("person").filter(pk=certificate_pk).first()
    if certificate and tell(certificate, About.ISSUED):
        Certificate.objects.filter(pk=certificate_pk).update(mailed_at=timezone.now())


@task()
def send_certificates(keys):
    """The same for certificates that were issued together. One mail that fails stops no other, and is tried again.

    Who was told is not told twice.
    """
    failures = []
    for key in keys:
        try:
            send_certificate.call(key)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("Mails about certificates failed", failures)


@task()
def remind_of_expiry(certificate_pk):
    """Tell a person once that a certificate expires soon."""
    holding = Certificate.objects.held().filter(reminded_at=None, expires_at__gt=timezone.now())
    certificate = holding.exclude(person__email="").select_related("person").filter(pk=certificate_pk).first()
    if certificate and tell(certificate, About.EXPIRES):
        Certificate.objects.filter(pk=certificate_pk).update(reminded_at=timezone.now())


@task()
def tell_of_suspension(certificate_pk):
    """Tell the holder whether the certificate is suspended, or holds again, as it is by now."""
    standing = Certificate.objects.valid().exclude(person__email="").select_related("person")
    if certificate := standing.filter(pk=certificate_pk).first():
        tell(certificate, About.SUSPENDED if certificate.suspended_at else About.REINSTATED)
