"""An SVG is a picture to us and a document to a browser: opened by itself it could run a script in our name."""

import re
from xml.etree.ElementTree import ParseError, ProcessingInstruction

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

XHTML = "{http://www.w3.org/1999/xhtml}"
ACTING = {"script", "foreignObject", "handler", "listener", "iframe", "embed", "object", "audio", "video"}
MOVING = {"set", "animate", "animateMotion", "animateTransform"}  # they could turn a harmless link into another
HEAVY = {"filter", "image", "feImage", "marker"}
WITHIN = re.compile(r"#|data:image/(png|jpeg|gif|webp);base64,")
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/(?:png|jpeg|gif|webp);)", re.IGNORECASE)


def check_svg(source):
    """Raise ``ValidationError`` unless the SVG in ``source`` draws, does nothing, and needs nothing from elsewhere."""
    try:
        still = all(is_still(element) for _event, element in iterparse(source, events=["end", "pi"]))
    except (ParseError, DefusedXmlException):
        still = False
    if not still:
        raise ValidationError(
            _("This SVG does more than draw: it has a script, a link or an outside file. Save it as plain SVG or PNG.")
        )


def is_light(source):
    """Whether the SVG in ``source``, which ``check_svg`` lets pass, has neither filter nor pixels nor markers.

    Of each a few kilobytes may take minutes, or gigabytes, to draw.
    """
    return not any(_is_heavy(element) for _event, element in iterparse(source))


def _is_heavy(element):
    name = element.tag.rpartition("}")[2]
    style = element.get("style", "") + (element.text or "" if name == "style" else "")
    return name in HEAVY or "filter" in element.attrib or "filter" in style.lower()


def is_still(element):
    if element.tag is ProcessingInstruction:
        return not element.text.startswith("xml-stylesheet")
    name = element.tag.rpartition("}")[2]
    if element.tag.startswith(XHTML) or name in ACTING | MOVING:
        return False
    if name == "style" and OUTSIDE.search(element.text or ""):
        return False
    return all(is_harmless(key.rpartition("}")[2].lower(), value) for key, value in element.attrib.items())


def is_harmless(key, value):
    """A link of ``<a>`` counts as well: a picture leads nowhere."""
    if key.startswith("on"):
        return False
    if key in ("href", "src"):
        return bool(WITHIN.match(value.strip()))
    return not OUTSIDE.search(value)
