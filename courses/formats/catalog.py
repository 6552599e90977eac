"""The formats by name, with what a person calls them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import aiken, gift, moodle_xml, qti


@dataclass(frozen=True)
class Format:
    """``read`` takes bytes and gives ``Parsed``; ``write`` takes questions and gives ``Written``, None if it cannot."""

    label: str
    ending: str
    read: Callable
    write: Callable | None
    content_type: str


FORMATS = {
    "gift": Format(_("GIFT (text)"), ".gift.txt", gift.read, gift.write, "text/plain; charset=utf-8"),
    "moodle_xml": Format(_("Moodle XML"), ".xml", moodle_xml.read, moodle_xml.write, "application/xml"),
    "qti": Format(_("QTI 2.1 (archive)"), ".zip", qti.read, qti.write, "application/zip"),
    "aiken": Format(_("Aiken (text)"), ".txt", aiken.read, None, "text/plain; charset=utf-8"),
}
READ = [(name, form.label) for name, form in FORMATS.items()]
WRITTEN = [(name, form.label) for name, form in FORMATS.items() if form.write]
