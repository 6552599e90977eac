"""XML from strangers as a tree that knows its lines: no entities, no doctype, bounded in depth and number."""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

from courses.exceptions import ImportRefused

from .texts import decoded

DEEPEST = 60
MOST_ELEMENTS = 250_000  # 2,000 questions have half of it
LINE = "line of the file"  # no attribute can be called so
SAID = re.compile(
    rb"""^\s*<\?xml[^>]{0,100}encoding=["'](windows-125[0-8]|iso-8859-\d{1,2}|koi8-[ru])["']""", re.IGNORECASE
)


class _Builder(TreeBuilder):
    """Notes for each element where it begins, and stops when there is more than any file of questions has."""

    def __init__(self):
        super().__init__()
        self.depth = self.elements = 0
        self.parser = None

    def start(self, tag, attrs):
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise ImportRefused(_("The file has more parts, or parts within parts, than questions need."))
        return super().start(tag.rpartition("}")[2], {**attrs, LINE: str(self.parser.CurrentLineNumber)})

    def end(self, tag):
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])


def tree_of(data):
    """The root of ``data`` (bytes), names without their namespaces. Raises ``ImportRefused``."""
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(_text(data))
        return parser.close()
    except ParseError as trouble:
        words = _("This is not well-formed XML: line %(line)d cannot be read.")
        raise ImportRefused(words % {"line": trouble.position[0]}) from trouble
    except DefusedXmlException as trouble:
        raise ImportRefused(
            _("The file defines entities or a document type of its own, which is not allowed.")
        ) from trouble


def _text(data):
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00").startswith(b"<"):
        raise ImportRefused(_("This is not an XML file."))
    if said := SAID.match(data):
        try:
            return data.decode(said[1].decode())
        except (UnicodeError, LookupError) as trouble:
            raise ImportRefused(_("The letters of the file cannot be read. Save it as UTF-8.")) from trouble
    return decoded(data).lstrip()


def line_of(element):
    return int(element.get(LINE, 0))


def said(element, path, default=""):
    """Text of what ``path`` finds, without space around it."""
    return (element.findtext(path) or "").strip() or default


def child(parent, tag, text=None, **attributes):
    """A new element under ``parent``."""
    made = Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    made.text = text
    parent.append(made)
    return made
