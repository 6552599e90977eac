"""HTML from elsewhere, cut down to the few tags that a question may have. Plain strings, no models."""

import html
import re
import unicodedata

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from wagtail.whitelist import allow_without_attributes, attribute_rule, check_url

LONGEST = 100_000  # characters
MOST_TAGS = 5_000
LOST = ("Cc", "Cs", "Co")  # signs that no XML may carry, or that mean something only on one machine
INSTRUCTIONS = re.compile(r"<\?[^<>]*>|<!\[[^<>]*(?<!--)>")  # what Word leaves behind
GONE = ("script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math", "title", "head")
RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
PICTURE = re.compile(r"file:[\w.-]+")
SPANS = {"colspan": True, "rowspan": True}


class TooMuchMarkup(ValueError):
    """The text is longer, or has more tags, than any question needs."""


def of_own(src):
    """``src`` if it is a picture that comes with the question: nothing is fetched from elsewhere."""
    return src if PICTURE.fullmatch(src) else None


def own_link(href):
    """Links lead to pages and mailboxes, and stand alone on a phone as well: nothing relative, nothing that runs."""
    return href if check_url(href) and re.match(r"(https?://|mailto:|tel:)", href, re.IGNORECASE) else None


TAGS = """
    p br strong em u sub sup code pre ul ol li blockquote h3 h4 hr table caption thead tbody tr
"""
RULES = {
    **dict.fromkeys(TAGS.split(), allow_without_attributes),
    "th": attribute_rule(SPANS),
    "td": attribute_rule(SPANS),
    "a": attribute_rule({"href": own_link}),
    "img": attribute_rule({"src": of_own, "alt": True}),
}
WITHIN = attribute_rule({"href": True})


def sanitized(source, *, inner=None):
    """``source`` with allowed tags only, written one way: sanitizing twice is the same as once.

    Links that ``inner``, a pattern, matches stay too: what brings the text knows where they lead.
    """
    if len(source) > LONGEST or source.count("<") > MOST_TAGS:
        raise TooMuchMarkup
    source = printable(source)
    if "<" not in source:
        return html.escape(printable(html.unescape(source)), quote=False)
    try:
        document = BeautifulSoup(INSTRUCTIONS.sub("", source), "html.parser", preserve_whitespace_tags=set())
    except ParserRejectedMarkup:
        return html.escape(source, quote=False)
    for tag in document.find_all(GONE):
        tag.decompose()
    for tag in document.find_all(True):
        tag.name = RENAMED.get(tag.name, tag.name)
        if tag.name not in RULES:
            tag.unwrap()
            continue
        leads_within = inner and tag.name == "a" and inner.fullmatch(tag.get("href", ""))
        (WITHIN if leads_within else RULES[tag.name])(tag)
        if tag.name == "img" and "src" not in tag.attrs:
            tag.decompose()
    for text in document.find_all(string=lambda text: type(text).PREFIX):  # comments, declarations
        text.extract()
    return printable(document.decode(formatter="minimal"))


def printable(text):
    """``text`` with lines as ``\\n``, without control signs and space around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign in "\t\n" or unicodedata.category(sign) not in LOST).strip()
