"""Whether words in a colour can be read: contrast as WCAG 2 counts it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

COLOUR = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # for words of any size
WHITE = "#ffffff"


def luminance(red, green, blue):
    """Of channels from 0 to 255: 0 is black, 1 is white."""
    channels = [channel / 255 for channel in (red, green, blue)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def luminance_of(colour):
    return luminance(*bytes.fromhex(colour[1:]))


def contrast(one, other):
    """Of two luminances: from 1, where they are equal, to 21."""
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on_white(colour):
    """Refuse what is not a colour such as #7a1f5c, or too pale for words on white."""
    if not COLOUR.fullmatch(colour):
        raise ValidationError(_("Write the colour as # and six digits or letters from a to f, such as #7a1f5c."))
    found = contrast(luminance_of(colour), luminance_of(WHITE))
    if found < ENOUGH:
        words = _("This colour is too pale for words on white: its contrast is %(found).1f, and 4.5 is needed.")
        raise ValidationError(words % {"found": int(found * 10) / 10})
