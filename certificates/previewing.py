"""What a template would look like on a certificate of somebody invented; nothing is issued or kept."""

import base64
from copy import copy
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from .artwork import size_of
from .drawing import draw, draw_png
from .exceptions import CertificateTextError
from .models import CertificateTemplate
from .pictures import chosen, needs_panel
from .placeholders import may_be_left_out
from .statements import sample

USUAL = "Мар’яна Ґудзь-Їжакевич"
LONGEST = "Александра-Вікторія Святославівна Перебийніс-Красношапченко-Білоцерківська"
LATIN = "Olena O’Neill-Łęska"
EXAMPLES = {
    "uk": {"": USUAL, "long": LONGEST, "other": LATIN},
    "en": {"": LATIN, "long": "Alexandrina-Victoria " * 4, "other": USUAL},
}
LONG = "long"
WORDS = ("title", "statement", "issuer", "signatory")  # without them nothing can be drawn


@dataclass(frozen=True)
class Sheet:
    """A page for the screen as a data address, or the ``problem`` that keeps it from being drawn."""

    name: str  # of its format
    source: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Preview:
    """The pages of a mode, and what whoever designs should know of all certificates of the template."""

    sheets: list[Sheet]
    warnings: list[str]


def check(template):
    """Raise ``CertificateTextError`` unless a certificate can be drawn from ``template``."""
    pictures = chosen(template)
    draw(_statement(template, USUAL, pictures), pictures)


def preview(template, *, mode=""):
    """As it would be printed: for a name with an apostrophe, a ``long`` one, one in the ``other`` alphabet.

    ``formats`` is the long one in every format there is.
    """
    template = _filled(template)
    if mode == "formats":
        sheets = [_sheet(_in_format(template, one), LONG) for one in CertificateTemplate.Format.values]
    else:
        sheets = [_sheet(template, mode)]
    return Preview(sheets, warnings(template))


def warnings(template):
    """In words: there is no room for long values, lines that may be left out, a panel under the words."""
    template = _filled(template)
    found = list(_too_long(template))
    for line, name, only in may_be_left_out(template.body):
        words = _("The line “%(line)s” is printed only where {%(name)s} has a value: %(only)s.")
        found.append(words % {"line": line, "name": name, "only": only})
    return found


def _too_long(template):
    """Whether there is no room with long values, although there is with usual ones; and what the words stand on."""
    try:
        pictures = chosen(template)
        statement = _statement(template, EXAMPLES[template.language][LONG], pictures, long=True)
        draw(statement, pictures)
    except CertificateTextError as error:
        try:
            check(template)
        except CertificateTextError:
            return  # that is no warning any more: the page itself says so
        yield _("With a very long name and long values the text does not fit. %(why)s") % {"why": error}
    if statement["panel"]:
        yield _("The background is not pale enough for words, so they stand on a white panel.")


def _sheet(template, mode):
    name, recipient = template.get_format_display(), EXAMPLES[template.language][mode]
    try:
        pictures = chosen(template)
        png = draw_png(_statement(template, recipient, pictures, long=mode == LONG), pictures)
    except CertificateTextError as error:
        return Sheet(name, problem=str(error))
    width, height = size_of(png)
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    alt = _("%(title)s for %(name)s") % {"title": template.title, "name": recipient}
    return Sheet(name, source, alt, width, height)


def _statement(template, recipient, pictures, *, long=False):
    statement = sample(template=template, recipient=recipient, now=timezone.now(), long=long)
    return statement | {"panel": needs_panel(pictures, statement)}


def _filled(template):
    """The template with dots where its author has not written yet."""
    filled = copy(template)
    for field in WORDS:
        setattr(filled, field, getattr(template, field).strip() or "…")
    return filled


def _in_format(template, page):
    changed = copy(template)
    changed.format = page
    return changed
