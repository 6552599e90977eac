"""A mail that came back is sent again: because somebody says so, or because the address was put right."""

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from certificates.exceptions import CertificateRefused
from certificates.models import Certificate, CertificateMail
from certificates.tasks import remind_of_expiry, send_certificate, tell_of_suspension

About = CertificateMail.About
TASKS = {
    About.ISSUED: send_certificate,
    About.EXPIRES: remind_of_expiry,
    About.SUSPENDED: tell_of_suspension,
    About.REINSTATED: tell_of_suspension,
}
FORGET = {About.ISSUED: "mailed_at", About.EXPIRES: "reminded_at"}


@transaction.atomic
def send_again(*, certificate, by, now):
    """Send anew what came back about ``certificate``, to the addresses that the people have by now.

    Raises ``CertificateRefused`` where nothing came back, or somebody else was faster.
    """
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    returned = certificate.mails.came_back()
    abouts = sorted(set(returned.order_by().values_list("about", flat=True)))
    if not abouts:
        raise CertificateRefused("nothing_back")
    returned.update(settled_at=now)
    Certificate.objects.filter(pk=certificate.pk).update(**{FORGET[about]: None for about in abouts if about in FORGET})
    log(certificate, "certificates.mail.again", user=by, data={"number": certificate.number})
    for task in dict.fromkeys(TASKS[about] for about in abouts):
        task.enqueue(certificate.pk)
    return certificate


def put_right():
    """The certificates about which a mail came back from an address that its person no longer has."""
    other = CertificateMail.objects.came_back().exclude(address=F("person__email")).exclude(person__email="")
    return Certificate.objects.filter(pk__in=other.values("certificate"))
