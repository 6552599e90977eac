"""HTML of questions: what an editor may write, how it is shown, and what it says without tags."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

FEATURES = ["bold", "italic", "superscript", "subscript", "code", "ol", "ul", "link", "image"]
INLINE_FEATURES = ["bold", "italic", "superscript", "subscript", "code", "image"]
GAP = re.compile(r"\{\{(\d+)\}\}")  # where a gap stands in the text of a cloze
PARAGRAPH = re.compile(r"\s*<p(?:\s[^>]*)?>(.*?)</p>\s*", re.DOTALL)
PICTURE = re.compile(r"<(?:embed|img)\b[^>]*>")
ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""")
SCRIPT = re.compile(r"<(sup|sub)>(.*?)</\1>", re.DOTALL)
SIGNS = {
    "sup": ("^", str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")),
    "sub": ("_", str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")),
}


def shown(html):
    """``html`` of the bank as a page shows it: links and pictures of the school become addresses."""
    return mark_safe(expand_db_html(html) if "<" in html else html)


def inline(html):
    """The same without paragraphs, for a heading or a label."""
    return shown("<br>".join(PARAGRAPH.sub(r"\1\n", html).strip().split("\n")))


def split_heading(html):
    """(heading, the rest): the first paragraph asks, what follows stands below it."""
    first = PARAGRAPH.match(html)
    if first is None:
        return ("", shown(html)) if "<" in html and re.match(r"\s*<(ul|ol|pre|table)", html) else (shown(html), "")
    heading, rest = first[1], html[first.end() :]
    if PICTURE.search(heading):
        return inline(PICTURE.sub("", heading)), shown("".join(PICTURE.findall(heading)) + rest)
    return shown(heading), shown(rest)


def numbered(html):
    """The text of a cloze where it is only read: «(1)» where the first gap stands, as answers are numbered."""
    return GAP.sub(r"(\1)", html)


def plain(html):
    """What ``html`` says, in one line of plain text; a picture says its alternative text, 10<sup>3</sup> is 10³."""
    said = PICTURE.sub(lambda tag: f" {_alt(tag[0])} ", SCRIPT.sub(_script, html))
    return " ".join(unescape(strip_tags(re.sub(r"</(p|li|td|th)>|<br\s*/?>", " ", said))).split())


def _script(found):
    """Raised or lowered signs where there are such letters, else what one types for them: a_i, x^(a+b)."""
    text, (mark, signs) = strip_tags(found[2]).strip(), SIGNS[found[1]]
    if text and all(ord(sign) in signs for sign in text):
        return text.translate(signs)
    return f"{mark}({text})" if len(text) > 1 else f"{mark}{text}" if text else ""


def _alt(tag):
    found = ALT.search(tag)
    return (found[1] or found[2] or "") if found else ""
