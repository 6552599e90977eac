"""XML of question files as a tree: whatever encoding the file claims, its letters are decoded first."""

import re
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from content import trees
from content.trees import line_of, said
from courses.exceptions import ImportRefused

from .texts import decoded

__all__ = ["child", "line_of", "said", "tree_of"]

SAID = re.compile(
    rb"""^\s*<\?xml[^>]{0,100}encoding=["'](windows-125[0-8]|iso-8859-\d{1,2}|koi8-[ru])["']""", re.IGNORECASE
)


def tree_of(data):
    """The root of ``data`` (bytes), names without their namespaces. Raises ``ImportRefused``."""
    try:
        return trees.tree_of(_text(data))
    except trees.Unreadable as trouble:
        raise ImportRefused(str(trouble)) from trouble


def _text(data):
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00").startswith(b"<"):
        raise ImportRefused(_("This is not an XML file."))
    if claim := SAID.match(data):
        try:
            return data.decode(claim[1].decode())
        except (UnicodeError, LookupError) as trouble:
            raise ImportRefused(_("The letters of the file cannot be read. Save it as UTF-8.")) from trouble
    return decoded(data).lstrip()


def child(parent, tag, text=None, **attributes):
    """A new element under ``parent``."""
    made = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    made.text = text
    parent.append(made)
    return made
