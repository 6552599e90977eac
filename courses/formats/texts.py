"""Letters, texts and numbers of files of questions as ours: by rule, never by guess of a library."""

import codecs
import html
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from content.sanitizing import TooMuchMarkup, printable, sanitized
from courses.exceptions import ImportRefused

from .base import Trouble

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WORD = re.compile(r"[^\W\d_]{2,}")
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
NUMBER = re.compile(r"[+-]?(\d{1,20}([.,]\d{0,30})?|[.,]\d{1,30})(e[+-]?\d{1,2})?", re.IGNORECASE)
LARGEST_NUMBER = Decimal(10) ** 15
LONGEST_NAME = 250
INLINE = (
    (re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*"), "strong"),
    (re.compile(r"(?<!\w)[*_](\S(?:[^*_\n]*\S)?)[*_](?!\w)"), "em"),
)


def decoded(data):
    """Text of ``data``: by its mark, as UTF-16 where every second byte is empty, as UTF-8, else as Windows wrote it."""
    encodings = [encoding for mark, encoding in MARKS if data.startswith(mark)]
    if not encodings and b"\x00" in data:
        encodings = ["utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"]
    for encoding in encodings or ["utf-8", windows(data)]:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in set(text)):
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    raise ImportRefused(_("The letters of the file cannot be read. Save it as UTF-8."))


def windows(data):
    """Cyrillic if read so most words with its letters have no others; «йtй» is «été» read wrongly."""
    words = [word for word in WORD.findall(data.decode("cp1251", "replace")) if CYRILLIC.search(word)]
    mixed = sum(bool(LATIN.search(word)) for word in words)
    return "cp1251" if words and mixed * 2 < len(words) else "cp1252"


def as_html(text, form, *, line):
    """``text`` in one of Moodle's four formats as HTML of few tags."""
    if form in ("plain", "plain_text"):
        text = with_breaks(html.escape(printable(text), quote=False))
    elif form == "markdown":
        text = from_markdown(printable(text))
    elif form in ("moodle", "moodle_auto_format"):
        text = with_breaks(printable(text))
    try:
        return sanitized(text)
    except TooMuchMarkup:
        raise Trouble(line, "markup") from None


def with_breaks(text):
    return re.sub(r"\n+", "<br>", text)


def from_markdown(text):
    """Paragraphs, lists, bold and italics; whatever else is written stays as it is."""
    blocks = []
    for block in re.split(r"\n\s*\n", html.escape(text, quote=False)):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines and all(line.startswith(("- ", "* ")) for line in lines):
            blocks.append("<ul>" + "".join(f"<li>{line[2:].strip()}</li>" for line in lines) + "</ul>")
        else:
            blocks.append(" ".join(lines))
    text = blocks[0] if len(blocks) == 1 else "".join(f"<p>{one}</p>" if one[:4] != "<ul>" else one for one in blocks)
    for pattern, tag in INLINE:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def one_line(text, longest=LONGEST_NAME):
    """Plain text for names and short answers."""
    return " ".join(printable(text).split())[:longest].strip()


def number(text, *, line):
    text = text.strip().replace("\u2212", "-")
    try:
        value = Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
    except InvalidOperation:
        value = None
    if value is None or abs(value) > LARGEST_NUMBER or not value.is_finite():
        raise Trouble(line, "number", text)
    return value


def digits(value):
    """A decimal as everybody reads it: no exponent, no zeros at the end."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def path_of(text):
    """``$course$/top/Громада/Бюджет`` → («Громада», «Бюджет»); a stroke within a name is written twice."""
    parts = [one_line(part.replace("\0", "/")) for part in text.replace("//", "\0").split("/")]
    if parts and re.fullmatch(r"\$\w+\$", parts[0]):
        parts = parts[1:]
        if parts[:1] == ["top"]:
            parts = parts[1:]
    return tuple(part for part in parts if part)[:20]


def path_text(path):
    """The reverse; a name that begins or ends with a stroke stands apart from the strokes between names."""
    parts = [part.replace("/", "//") for part in path]
    return "/".join(["$course$", "top", *(f" {part} " if "/" in (part[0], part[-1]) else part for part in parts)])
