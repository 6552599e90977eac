"""Our certificate as ReportLab's canvas draws it: the same words, fonts and pictures, for ``engines.py`` alone.

Long texts are broken, not fitted; there are no tags and no archive's PDF/A.
"""

import io
from functools import lru_cache

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import svg2rlg

from certificates import artwork
from certificates.pdf import TEMPLATE
from certificates.printable import FONTS

HEADING, TEXT, STRONG = "Arsenal-Bold", "NotoSans-Regular", "NotoSans-Bold"
INK, SOFT, FLAG_BLUE = "#161d2e", "#515c70", "#003399"
LEFT, COLUMN = 61 * mm, 217 * mm
MARK, EMBLEM = (TEMPLATE.with_name(name).read_text() for name in ("mark.svg", "eu-emblem.svg"))

for font in (HEADING, TEXT, STRONG):
    pdfmetrics.registerFont(TTFont(font, FONTS / f"{font}.ttf"))


def draw(data):
    """The PDF of a ``CertificateData``."""
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=landscape(A4), invariant=True)
    canvas.setTitle(f"{data.title} {data.number}: {data.recipient}")
    _picture(canvas, artwork.shadow(data.kilim_seed), 201 * mm, 118 * mm, 124 * mm)
    _picture(canvas, artwork.band(data.kilim_seed), 0, 0, 42 * mm)
    _picture(canvas, MARK, LEFT, 181 * mm, 13 * mm)
    _words(canvas, data.issuer, LEFT + 19 * mm, 186 * mm, HEADING, 14, SOFT)
    _achievement(canvas, data)
    _signing(canvas, data)
    _foot(canvas, data)
    canvas.save()
    return page.getvalue()


def _achievement(canvas, data):
    _words(canvas, data.title, LEFT, 150 * mm, HEADING, 52, data.accent)
    _words(canvas, data.recipient, LEFT, 119 * mm, HEADING, 40)
    _words(canvas, data.lead, LEFT, 106 * mm, TEXT, 14, SOFT)
    _words(canvas, data.subject, LEFT, 95 * mm, HEADING, 25)
    _words(canvas, " · ".join(data.details), LEFT, 82 * mm, TEXT, 13)


def _signing(canvas, data):
    below = [(data.issued_on, data.issued_label), *((one.name, one.role) for one in data.signatories)]
    for place, (name, role) in enumerate(below):
        _words(canvas, name, LEFT + 75 * mm * place, 50 * mm, STRONG, 11)
        _words(canvas, role, LEFT + 75 * mm * place, 45 * mm, TEXT, 9.5, SOFT)


def _foot(canvas, data):
    _picture(canvas, EMBLEM, LEFT, 10 * mm, 25.5 * mm)
    _words(canvas, data.acknowledgement, LEFT + 31 * mm, 18 * mm, TEXT, 12, FLAG_BLUE, 60 * mm)
    _words(canvas, f"№ {data.number}", 160 * mm, 26 * mm, HEADING, 17)
    _words(canvas, f"{data.verify_label} {data.verify_url}", 160 * mm, 19 * mm, TEXT, 9, SOFT, 80 * mm)
    code = Drawing(29 * mm, 29 * mm)
    code.add(QrCodeWidget(data.verify_url, barLevel="M", barWidth=29 * mm, barHeight=29 * mm))
    renderPDF.draw(code, canvas, 249 * mm, 6 * mm)


def _words(canvas, text, left, bottom, font, size, ink=INK, width=COLUMN):
    canvas.setFillColor(HexColor(ink))
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, width):
        canvas.drawString(left, bottom, line)
        bottom -= size * 1.4


def _picture(canvas, svg, left, bottom, width):
    drawing = _drawing(svg)
    canvas.saveState()
    canvas.translate(left, bottom)
    canvas.scale(width / drawing.width, width / drawing.width)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.restoreState()


@lru_cache
def _drawing(svg):
    return svg2rlg(io.StringIO(svg))
