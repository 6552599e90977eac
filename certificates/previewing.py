"""What a template would look like on a certificate of somebody invented; nothing is issued or kept."""

import base64
from copy import copy
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from .drawing import draw, draw_png
from .exceptions import CertificateTextError
from .pictures import chosen
from .statements import sample

USUAL = "Мар’яна Ґудзь-Їжакевич"
LONGEST = "Александра-Вікторія Святославівна Перебийніс-Красношапченко-Білоцерківська"
LATIN = "Olena O’Neill-Łęska"
EXAMPLES = {
    "uk": {"": USUAL, "long": LONGEST, "other": LATIN},
    "en": {"": LATIN, "long": "Alexandrina-Victoria " * 4, "other": USUAL},
}
WORDS = ("title", "statement", "issuer", "signatory")  # without them nothing can be drawn


@dataclass(frozen=True)
class Preview:
    """A page for the screen as a data address, or the ``problem`` that keeps it from being drawn."""

    source: str = ""
    alt: str = ""
    problem: str = ""


def check(template):
    """Raise ``CertificateTextError`` unless a certificate can be drawn from ``template``."""
    draw(_statement(template, USUAL), chosen(template))


def preview(template, *, mode=""):
    """The certificate as it would be printed: for a usual name, a very ``long`` one, one in the ``other`` alphabet."""
    template, recipient = _filled(template), EXAMPLES[template.language][mode]
    statement = _statement(template, recipient)
    try:
        png = draw_png(statement, chosen(template))
    except CertificateTextError as error:
        return Preview(problem=str(error))
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return Preview(source=source, alt=_("%(title)s for %(name)s") % {"title": template.title, "name": recipient})


def _statement(template, recipient):
    return sample(template=template, recipient=recipient, now=timezone.now())


def _filled(template):
    """The template with dots where its author has not written yet."""
    filled = copy(template)
    for field in WORDS:
        setattr(filled, field, getattr(template, field).strip() or "…")
    return filled
