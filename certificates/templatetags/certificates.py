"""What the preview of a template shows, and the placeholders of its text. Models draw nothing themselves."""

from django import template
from django.conf import settings

from certificates.numbers import full
from certificates.placeholders import PLACEHOLDERS
from certificates.previewing import USUAL, preview
from certificates.statements import SAMPLE_NUMBER

register = template.Library()
register.simple_tag(preview, name="certificate_preview")
EXAMPLES = {
    "participant": USUAL,
    "subject": "Бюджет громади: читати, запитувати, впливати",
    "hours": "12 годин",
    "of_hours": "12 годин, 1 години, 22 годин",
    "days": "3 дні",
    "dates": "12 січня 2027 – 12 лютого 2027",
    "topics": "Бюджет громади",
    "mode": "онлайн",
    "mark": "98,5 %",
    "organization": "ГО «Наша громада»",
}


@register.simple_tag
def placeholders():
    """One row for each: as it is typed, what it means, an example, and which certificates have it."""
    examples = EXAMPLES | {"number": full(SAMPLE_NUMBER, prefix=settings.CERTIFICATE_PREFIX, year=2027)}
    return [
        {"place": f"{{{name}}}", "meaning": one.meaning, "only": one.only, "example": examples[name]}
        for name, one in PLACEHOLDERS.items()
    ]
