"""What the checks find on a page, for the panel of the editor."""

from dataclasses import dataclass

from django import template

from content.checking.reading import Reading
from content.checking.registry import examine, is_checked

register = template.Library()


@dataclass(frozen=True)
class Examined:
    """``reading`` has the figures, ``found`` the findings."""

    reading: Reading
    found: list

    @property
    def has_text(self):
        return bool(self.reading.blocks)


@register.simple_tag
def examined(page):
    """``page`` as it was last saved; ``None`` for what is not checked, or not saved yet."""
    if not getattr(page, "pk", None) or not is_checked(type(page)):
        return None
    return Examined(*examine(page))
