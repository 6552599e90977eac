"""What became of the mails about certificates, in the admin: beside the certificate, its list and the person."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.models import CertificateMail
from content.wording import moment
from people.notices import Notice, notices

BACK = CertificateMail.objects.came_back
MAILS = {  # by which certificates are found
    "back": gettext_lazy("mail came back"),
    "waits": gettext_lazy("mail waits to be sent"),
    "sent": gettext_lazy("mail was sent"),
    "none": gettext_lazy("no mail"),
}


def in_mail(certificates, key):
    """Those of ``certificates`` of whose mails the one of ``MAILS`` is true."""
    rows = CertificateMail.objects.filter(certificate=OuterRef("pk"))
    returned, waiting = Exists(rows.came_back()), Exists(rows.waiting())
    match key:
        case "back":
            return certificates.filter(returned)
        case "waits":
            return certificates.filter(waiting)
        case "sent":
            return certificates.filter(Exists(rows.filter(sent_at__isnull=False)), ~returned, ~waiting)
    return certificates.filter(~Exists(rows))


def with_returned(rows):
    """Rows of a list, each with ``mail_back``: whether a mail about their certificate came back."""
    return rows.annotate(mail_back=Exists(BACK().filter(certificate=OuterRef("certificate"))))


def back_words(number):
    """“3 mails came back”, or nothing."""
    words = ngettext("%(number)d mail came back", "%(number)d mails came back", number)
    return words % {"number": number} if number else ""


@notices
def returned_mails(person, user):
    """To who looks after people: which mails did not reach this one, and at which address."""
    now, may_see = timezone.now(), user.has_perm("certificates.view_certificate")
    for mail in BACK().filter(person=person).select_related("certificate"):
        named = mail.certificate.number if may_see else mail.certificate.statement["subject"]
        said = {"number": named, "moment": moment(mail.bounced_at, now=now)}
        yield Notice(
            text=_("The mail about certificate %(number)s came back %(moment)s.") % said,
            facts=[(_("Address"), mail.address), (_("The mail server said"), mail.told)],
            advice=_("Put the address right: within an hour the mail is sent to the new one."),
            url=reverse("certificate:inspect", args=[mail.certificate_id]) if may_see else "",
        )
