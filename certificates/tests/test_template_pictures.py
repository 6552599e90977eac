"""Logos, seal and background of a template: PNG or SVG that only draws, large enough, frozen with what they show."""

import base64
import io

import pytest
from django.utils.translation import override
from PIL import Image, ImageDraw

from certificates.archive import pdf_of
from certificates.drawing import draw
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.models import FrozenPicture
from certificates.pictures import chosen, digests, kept, needs_panel
from certificates.printable import CertificateTextError

from .conftest import NOON, new_renditions
from .samples import png, poppler
from .test_pictures import encoded, replace_file, uploaded

pytestmark = new_renditions
LOOK = {"accent": "#24468f"}


def svg(content='<rect width="90" height="30" fill="#24468f"/>', attributes=""):
    box = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30"'
    return f"<svg {box} {attributes}>{content}</svg>".encode()


@pytest.mark.parametrize("field", ["logo", "logo_2", "logo_3", "logo_4", "seal", "background"])
def test_a_drawing_is_printed_as_it_is(template, olena, course, field):
    setattr(template, field, uploaded(svg(), "Знак.svg"))
    template.save()

    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    assert kept(certificate.statement) == {field: svg()}
    assert len(poppler("pdfimages", "-list", "-", source=pdf_of(certificate)).splitlines()) == 2  # its head alone
    assert draw(certificate.statement, {field: svg()}) == pdf_of(certificate)


HOSTILE = {
    "script": svg("<script>alert(1)</script>"),
    "outside picture": svg('<image href="https://example.org/a.png" width="9" height="9"/>'),
    "file beside": svg('<image href="mark.svg" width="9" height="9"/>'),
    "file of the machine": svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
    "entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<desc>&x;</desc>"),
    "style from outside": svg('<style>@import url("https://example.org/a.css")</style>'),
    "page within": svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "a link": svg('<a href="https://example.org/"><rect width="9" height="9"/></a>'),
}


HEAVY = {
    "filter": svg('<filter id="f"><feTurbulence numOctaves="200"/></filter><path d="M0 0h9v9z" filter="url(#f)"/>'),
    "filter by a function": svg('<rect width="9" height="9" filter="blur(100)"/>'),
    "filter in a style": svg('<rect width="9" height="9" style="FILTER: blur(100px)"/>'),
    "filter in a sheet": svg("<style>rect { filter: blur(100px) }</style><rect width='9' height='9'/>"),
    "markers": svg('<marker id="m"><path d="M0 0h1v1z"/></marker><path d="M0 0h1v1h1" marker-mid="url(#m)"/>'),
    "pixels": svg(f'<image href="data:image/png;base64,{base64.b64encode(png()).decode()}" width="9" height="9"/>'),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
@pytest.mark.parametrize("field", ["logo", "seal", "background"])
def test_a_drawing_that_may_take_minutes_is_refused_before_it_is_drawn(template, field, data):
    setattr(template, field, uploaded(data, "Знак.svg"))

    with override("en"), pytest.raises(CertificateTextError, match="pixels, a filter or markers") as refusal:
        chosen(template)

    assert refusal.value.field == field


def behind(data):
    """A drawing whose file became ``data``: uploads are checked themselves, and may be older than their check."""
    return replace_file(uploaded(svg(), "Знак.svg"), data)


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["logo", "seal", "background"])
def test_a_drawing_that_does_more_than_draw_is_refused_by_name(template, field, data):
    setattr(template, field, behind(data))

    with override("en"), pytest.raises(CertificateTextError, match="“Знак.svg” does more than draw") as refusal:
        chosen(template)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (svg('<text x="9" y="9">Школа</text>'), "svg_text"),
        (svg(f"<path d='M0 0{'h1' * 160_000}'/>"), "svg_too_large"),
        (svg().decode().encode("utf-16"), "not_svg"),
        (png(), "not_still"),
    ],
)
def test_a_drawing_that_would_not_print_as_it_looks_is_refused(template, data, code):
    template.logo = behind(data)

    with pytest.raises(CertificateTextError) as refusal:
        chosen(template)

    assert refusal.value.code == code


def test_a_drawing_that_the_engine_cannot_read_is_refused_in_words(template, olena, course):
    template.logo = behind(b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>')

    with override("en"), pytest.raises(CertificateRefused, match="SVG cannot be read"):
        issue_for_course(person=olena, course=course, template=template, now=NOON)


@pytest.mark.parametrize(
    ("size", "fine"), [((1400, 990), True), ((990, 1400), True), ((1399, 990), False), ((2000, 989), False)]
)
def test_a_background_has_enough_pixels_for_print(template, size, fine):
    template.background = uploaded(encoded("RGB", "PNG", size), "Тло.png", size)

    if fine:
        assert list(chosen(template)) == ["background"]
    else:
        with override("en"), pytest.raises(CertificateTextError, match=rf"has {size[0]} × {size[1]} pixels"):
            chosen(template)


def test_a_background_becomes_a_jpeg_as_large_as_the_page_needs(template):
    template.background = uploaded(encoded("RGBA", "PNG", (3000, 2000)), "Тло.png", (3000, 2000))

    with Image.open(io.BytesIO(chosen(template)["background"])) as picture:
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (1754, 1169), "RGB")
        assert min(picture.getpixel((9, 9))) > 250  # what shines through is white


def background(colour, spot=None):
    picture = Image.new("RGB", (1400, 990), colour)
    if spot:
        ImageDraw.Draw(picture).rectangle((600, 400, 680, 460), fill=spot)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "accent", "panel"),
    [
        (background("#ffffff"), "#24468f", False),
        (background("#f1f5fa"), "#24468f", False),
        (background("#f1f5fa"), "#767676", True),  # enough on white, not on this
        (background("#8090a0"), "#24468f", True),
        (background("#f1f5fa", spot="#24468f"), "#24468f", True),  # one dark spot is enough to hide a word
        (svg(), "#24468f", True),
    ],
)
def test_words_get_a_panel_where_a_background_is_not_pale_enough(data, accent, panel):
    assert needs_panel({"background": data}, {"accent": accent}) is panel
    assert needs_panel({}, {"accent": accent}) is False


def test_pictures_and_what_they_show_are_frozen(template, olena, course):
    template.logo, template.logo_2 = uploaded(png(), "Школа"), uploaded(svg(), "Знак.svg")
    template.seal, template.background = uploaded(png(size=(99, 99)), "Печатка"), uploaded(background("#8090a0"), "Тло")
    template.logo_2.description = "Партнер"
    template.logo_2.save()
    template.save()

    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)
    says = certificate.statement

    assert says["alternatives"] == {"logo": "Школа", "logo_2": "Партнер", "seal": "Печатка"}
    assert says["panel"] is True
    assert says["pictures"] == digests(kept(says))
    assert FrozenPicture.objects.count() == 4
    template.logo_2.description = "Інше"
    template.logo_2.save()
    assert draw(says, kept(says)) == pdf_of(certificate)


def test_uploads_of_another_name_are_told_by_what_they_are(template):
    template.logo = uploaded(svg(), "Знак.png")

    with pytest.raises(CertificateTextError) as refusal:
        chosen(template)

    assert refusal.value.code == "unreadable"
