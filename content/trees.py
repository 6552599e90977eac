"""XML from strangers as a tree that knows its lines: no entities, no doctype, bounded in depth and number."""

from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from django.utils.translation import gettext as _

DEEPEST = 60
MOST_ELEMENTS = 250_000
# No attribute can be called so.
LINE = "line of the file"
INSTRUCTION = "processing instruction within"


class Unreadable(ValueError):
    """The file is not XML that we read; says why, for the person."""


class _Builder(TreeBuilder):
    """Notes for each element where it begins, and stops when there is more than a file of ours ever has."""

    def __init__(self):
        super().__init__()
        self.open, self.elements, self.parser = [], 0, None

    def start(self, tag, attrs):
        self.elements += 1
        if len(self.open) >= DEEPEST or self.elements > MOST_ELEMENTS:
            raise Unreadable(_("The file has more parts, or parts within parts, than a file of this kind needs."))
        made = super().start(tag.rpartition("}")[2], {**attrs, LINE: str(self.parser.CurrentLineNumber)})
        self.open.append(made)
        return made

    def end(self, tag):
        self.open.pop()
        return super().end(tag.rpartition("}")[2])

    def pi(self, target, data=None):
        """``<?name …?>`` is a word about the element it stands in."""
        if self.open:
            self.open[-1].set(INSTRUCTION, target)


def tree_of(data):
    """The root of ``data`` (bytes, or text already decoded), names without namespaces. Raises ``Unreadable``."""
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser.parser
    try:
        parser.feed(data)
        return parser.close()
    except ParseError as trouble:
        words = _("This is not well-formed XML: line %(line)d cannot be read.")
        raise Unreadable(words % {"line": trouble.position[0]}) from trouble
    except DefusedXmlException as trouble:
        raise Unreadable(
            _("The file defines entities or a document type of its own, which is not allowed.")
        ) from trouble
    except Unreadable:
        raise
    except (ValueError, LookupError) as trouble:  # an encoding that expat does not know, or letters that are none
        raise Unreadable(_("The letters of the file cannot be read. Save it as UTF-8.")) from trouble


def line_of(element):
    return int(element.get(LINE, 0))


def said(element, path, default=""):
    """Text of what ``path`` finds, without space around it."""
    return (element.findtext(path) or "").strip() or default
