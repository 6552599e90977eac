"""What a holder does with a certificate of their own: choose what strangers see, and share its address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from wagtail.log_actions import log

from .models import Certificate
from .statements import moment_of


@transaction.atomic
def show(*, certificate, shown, by, linked=False):
    """Let strangers see as much of ``certificate`` as its holder wishes, from now on."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    certificate.shown, certificate.linked = shown, linked
    certificate.save(update_fields=["shown", "linked"])
    log(certificate, "certificates.show", user=by, data={"shown": str(shown), "linked": linked})
    return certificate


@dataclass(frozen=True)
class Shares:
    """Addresses by which a certificate is shown to others: plain links, nothing is sent before somebody follows one."""

    page: str
    linkedin: str
    telegram: str


def shares(certificate):
    says, page = certificate.statement, certificate.statement["verify_url"]
    return Shares(
        page=page,
        linkedin=_address("https://www.linkedin.com/profile/add", **_license(certificate)),
        telegram=_address("https://t.me/share/url", url=page, text=says["subject"]),
    )


def _license(certificate):
    """What LinkedIn's form asks for; the person's name is not among it."""
    says, issued, ends = certificate.statement, moment_of(certificate.statement), certificate.expires_at
    until = {"expirationYear": ends.year, "expirationMonth": ends.month} if ends else {}
    return {
        "startTask": "CERTIFICATION_NAME",
        "name": says["subject"],
        "organizationName": says["issuer"],
        "issueYear": issued.year,
        "issueMonth": issued.month,
        **until,
        "certUrl": says["verify_url"],
        "certId": certificate.full_number,
    }


def _address(base, **query):
    return f"{base}?{urlencode(query)}"
