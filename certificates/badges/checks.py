"""Whether badges can be signed, said at the start with what to do."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Info, Tags, Warning, register

from .exceptions import BadgesOff
from .keys import key_ring

OTHERS = 0o077  # the rights of group and others


@register(Tags.security, deploy=True)
def badges_have_keys(app_configs, **kwargs):
    try:
        key_ring()
    except BadgesOff as off:
        if off.code == "not_set":
            return [Info(str(off), hint=off.advice, id="certificates.I001")]
        return [Error(f"{settings.BADGE_KEYS_FILE}: {off}", hint=off.advice, id="certificates.E001")]
    if Path(settings.BADGE_KEYS_FILE).stat().st_mode & OTHERS:
        said = f"Others on this machine may read {settings.BADGE_KEYS_FILE}."
        return [Warning(said, hint="chmod 600, and owned by the account of the school.", id="certificates.W002")]
    return []
