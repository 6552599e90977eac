"""What certificates bear can be printed and typed again."""

import re

from django.conf import settings
from django.core.checks import Error, register


@register
def prefix_is_letters(app_configs, **kwargs):
    if re.fullmatch("([^\\W\\d_]{2,8})?", settings.CERTIFICATE_PREFIX):
        return []
    hint = "Two to eight letters, such as SSCA; or nothing, and numbers stand alone."
    return [Error(f"CERTIFICATE_PREFIX is {settings.CERTIFICATE_PREFIX!r}.", hint=hint, id="certificates.E004")]
