"""Draws a certificate: plain values in, the bytes of a PDF out.

PDF/A-3a (for archives) and PDF/UA-1 (for screen readers) in one file. Pure: no clock, no network, no database; the same
values give the same bytes in every process. Values reach the template as data, never as its source, so nothing typed by
a person is ever run. Do not draw in a process that later forks: the engine's threads do not survive a fork.
"""

import json
import re
import threading
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst

from content import qr

from . import artwork
from .colours import COLOUR
from .exceptions import CertificateTextError
from .printable import FONTS, printable, visible

__all__ = ["CertificateData", "CertificateTextError", "Picture", "Signatory", "render", "render_png"]

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
STANDARDS = ["a-3a", "ua-1"]
SCREEN = 144.0  # points an inch of the picture: 1684 pixels across A4
LINE, PARAGRAPH = 150, 300  # the longest strings, in characters
MOST_DETAILS, MOST_SIGNATORIES, MOST_LOGOS, MOST_LINES = 4, 3, 4, 8
CHOICES = {"language": {"uk", "en"}, "qr_place": {"right", "left"}, "number_place": {"beside", "foot"}}
LOOK = ("format", "sign", "qr_place", "number_place", "panel")
BROKEN_SVG = "failed to parse SVG"
NO_ROOM = re.compile(r"no room: (\w+)")


@dataclass(frozen=True, kw_only=True)
class CertificateData:
    """Everything a certificate says, translated and formatted by the caller; pictures are bytes of PNG, JPEG or SVG."""

    language: str  # "uk" or "en"
    number: str
    title: str
    recipient: str
    lead: str  # stands between the name and the subject
    subject: str
    issued_on: str
    issued_at: datetime  # the date inside the file, which archives require; aware
    issuer: str
    verify_url: str
    details: tuple[str, ...] = ()  # in one line
    body: tuple[str, ...] = ()  # lines of their own
    issued_label: str = ""  # stands under the date
    place: str = ""
    verify_label: str = ""  # stands over the address
    acknowledgement: str = ""  # stands beside the emblem of the European Union
    signatories: tuple["Signatory", ...] = ()
    logos: tuple["Picture", ...] = ()
    sign: bool = False  # the school's, before the logos; it stands there anyway where there are none
    seal: "Picture | None" = None
    kilim_seed: str = ""
    background: bytes = b""  # over the whole page, instead of the kilim
    panel: bool = False  # words on a background stand on a white panel
    format: str = "a4"
    qr_place: str = "right"
    number_place: str = "beside"
    accent: str = "#24468f"  # title and lines; needs a contrast of 4.5 with white
    credential: str = ""  # the badge as JSON, which becomes a file within the file
    sealed: str = ""  # stands under the address: by whom the file is signed

    def __post_init__(self):
        for name, choices in {**CHOICES, "format": artwork.BAND_TILES}.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"There is no {name} {getattr(self, name)!r}")
        if not COLOUR.fullmatch(self.accent):
            raise ValueError(f"{self.accent!r} is not a colour such as #24468f")
        if not self.verify_url.startswith(("https://", "http://")):
            raise ValueError(f"{self.verify_url!r} is not a web address")
        if self.issued_at.tzinfo is None:
            raise ValueError("issued_at has no time zone")


@dataclass(frozen=True)
class Picture:
    """A logo or a seal; ``shows`` is for who cannot see it, and without it the issuer is named."""

    data: bytes
    shows: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs; ``signature`` is a PNG of the handwriting, or None for a line to sign by hand."""

    name: str
    role: str
    signature: bytes | None = None


def render(data):
    """The PDF of ``data``: one page.

    Raises ``CertificateTextError`` when a text or a picture cannot be printed, with the field and a readable reason.
    """
    moment = int(data.issued_at.timestamp())
    return _drawn(data, timestamp=moment, format="pdf", pdf_standards=STANDARDS)


def render_png(data):
    """The same page as a PNG for the screen; refuses what ``render`` refuses."""
    return _drawn(data, format="png", ppi=SCREEN)


def _drawn(data, **options):
    inputs = {"data": json.dumps(_inputs(data), ensure_ascii=False)}  # always passed: the compiler keeps the last ones
    try:
        drawn, warnings = _compiler().compile_with_warnings(sys_inputs=inputs, **options)
    except typst.TypstError as error:
        if found := NO_ROOM.search(error.message):
            raise CertificateTextError(found[1], "no_room") from error
        if BROKEN_SVG in error.message:
            raise CertificateTextError("logos", "not_svg") from error
        raise
    if warnings:
        raise RuntimeError(f"The certificate was drawn with warnings: {[warning.message for warning in warnings]}")
    return drawn


def _inputs(data):
    """The template's values: clean strings, and apart from them pictures as text."""
    signatories = _at_most(MOST_SIGNATORIES, data.signatories, "signatories")
    logos = _at_most(MOST_LOGOS, data.logos, "logos")
    words = _words(data, signatories)
    return {
        "words": words | {"logos": [_shown(one, words["issuer"]) for one in logos]},
        "look": {name: getattr(data, name) for name in LOOK},
        "credential": data.credential,
        "signatures": [_handwriting(one) for one in signatories],
        "logos": [artwork.picture(one.data, field="logos") for one in logos],
        "seal": artwork.picture(data.seal.data, field="seal") if data.seal else "",
        "background": artwork.picture(data.background, field="background") if data.background else "",
        "band": artwork.band(data.kilim_seed, data.format),
        "shadow": artwork.shadow(data.kilim_seed),
        "qr": qr.svg(words["verify_url"]),
    }


def _words(data, signatories):
    return {
        "language": data.language,
        "accent": data.accent,
        "number": _line(data.number, "number"),
        "title": _line(data.title, "title"),
        "recipient": _line(data.recipient, "recipient"),
        "lead": _paragraph(data.lead, "lead"),
        "subject": _paragraph(data.subject, "subject"),
        "details": [_line(line, "details") for line in _at_most(MOST_DETAILS, data.details, "details")],
        "body": [_paragraph(line, "body") for line in _at_most(MOST_LINES, data.body, "body")],
        "seal": _shown(data.seal, data.issuer) if data.seal else "",
        "issued_on": _line(data.issued_on, "issued_on"),
        "issued_label": _line(data.issued_label, "issued_label", required=False),
        "place": _line(data.place, "place", required=False),
        "issuer": _line(data.issuer, "issuer"),
        "acknowledgement": _paragraph(data.acknowledgement, "acknowledgement", required=False),
        "verify_label": _line(data.verify_label, "verify_label", required=False),
        "verify_url": _paragraph(data.verify_url, "verify_url"),
        "sealed": _line(data.sealed, "sealed", required=False),
        "signatories": [_signatory(one) for one in signatories],
    }


def _line(text, field, *, required=True):
    return printable(text, field=field, limit=LINE, required=required)


def _paragraph(text, field, *, required=True):
    return printable(text, field=field, limit=PARAGRAPH, required=required)


def _shown(picture, issuer):
    """What a picture shows. It is not drawn, so any letter may stand in it."""
    return visible(picture.shows).strip()[:LINE] or visible(issuer).strip()


def _at_most(limit, items, field):
    if len(items) > limit:
        raise CertificateTextError(field, "too_many", limit=limit)
    return items


def _signatory(signatory):
    role = _line(signatory.role, "signatories", required=False)
    return {"name": _line(signatory.name, "signatories"), "role": role}


def _handwriting(signatory):
    return artwork.picture(signatory.signature, field="signatories") if signatory.signature else ""


_own = threading.local()


def _compiler():
    """This thread's compiler: one may not be shared while it works, the fonts may."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts())
    return _own.compiler


@lru_cache(maxsize=1)
def _fonts():
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
