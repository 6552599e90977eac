"""Whether PDFs can be signed, said at the start with what to do; a school without a key is told nothing."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.utils import timezone

from .exceptions import SigningOff
from .keys import signing_is_on, signing_key

OTHERS = 0o077  # the rights of group and others
SOON = timedelta(days=30)


@register(Tags.security, deploy=True)
def the_key_signs(app_configs, **kwargs):
    if not signing_is_on():
        return []
    now = timezone.now()
    try:
        key = signing_key(now=now)
    except SigningOff as off:
        return [Error(f"{settings.SIGNING_KEY_FILE}: {off}", hint=off.advice, id="certificates.E002")]
    said = []
    if key.not_after - SOON < now:
        words = f"The certificate of the key that signs expires on {key.not_after:%Y-%m-%d}."
        said.append(Warning(words, hint="Renew it: docs/operations.md, section 9.", id="certificates.W003"))
    if Path(settings.SIGNING_KEY_FILE).stat().st_mode & OTHERS:
        words = f"Others on this machine may read {settings.SIGNING_KEY_FILE}."
        hint = "chmod 600, and owned by the account of the school."
        said.append(Warning(words, hint=hint, id="certificates.W004"))
    return said


@register(Tags.security, deploy=True)
def the_stamp_server_has_an_address(app_configs, **kwargs):
    parts = urlsplit(settings.SIGNING_STAMP_URL)
    if not settings.SIGNING_STAMP_URL or (parts.scheme in {"https", "http"} and parts.hostname):
        return []
    hint = "Such as https://tsa.example.org/tsr; leave it empty for signatures without a time stamp."
    return [Error("SIGNING_STAMP_URL is not a web address.", hint=hint, id="certificates.E003")]
