"""Every format, every place of the proof, with little on the page and with much: read back, and looked at."""

import hashlib
import io
import re
from dataclasses import replace
from itertools import combinations, product

import pytest
from PIL import Image

from certificates import artwork
from certificates.pdf import Picture, render
from content.tests.reading_qr import read

from .samples import LONG_NAME, NAME, URL, certificate, crowded, lines, one_line, png, poppler
from .test_pdf import POINTS

FORMATS = {
    "a4": (297.0, 210.0),
    "a4-portrait": (210.0, 297.0),
    "letter": (279.4, 215.9),
    "letter-portrait": (215.9, 279.4),
}
PLACES = list(product(["right", "left"], ["beside", "foot"]))
TEXT = (
    "Формат участі: онлайн та наживо",
    "Тривалість: 121 година 50 хвилин, 21 день",
    "Теми: Бюджет громади, Медіаграмотність, Адвокація",
    "Громадська організація «Українська регіональна платформа громадських ініціатив»",
)


def full(**changes):
    """All that a designer may put on one page: four logos, a seal, a text, three who sign, a long name."""
    base = {"body": TEXT, "details": ("дійсний до 15 лютого 2029",), "sealed": "Підписано електронно: Школа"}
    pictures = {"logos": (Picture(png()),) * 4, "seal": Picture(png(size=(200, 200)))}
    return replace(crowded(), subject="Бюджет громади: читати, запитувати, впливати", **{**base, **pictures, **changes})


def samples():
    """Little, much, and a subject of many lines, with the code where it usually is and with all the other way round."""
    looks = product(
        FORMATS, [PLACES[0], PLACES[-1]], {"usual": certificate(), "full": full(), "crowded": crowded()}.items()
    )
    return [
        pytest.param(replace(data, format=page, qr_place=qr, number_place=number), id=f"{page}-{qr}-{number}-{name}")
        for page, (qr, number), (name, data) in looks
    ]


def boxes(made):
    """Left, top, right and bottom of each word, in millimetres."""
    found = poppler("pdftotext", "-bbox", "-", "-", source=made).decode()
    words = re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">', found)
    return [tuple(float(value) / POINTS for value in word) for word in words]


def drawn(made, *, dots=100):
    page = poppler("pdftoppm", "-r", str(dots), "-png", "-singlefile", "-", source=made)
    with Image.open(io.BytesIO(page)) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("data", samples())
def test_all_stays_on_the_page_and_nothing_stands_on_something_else(data):
    made = render(data)
    width, height = FORMATS[data.format]
    facts = poppler("pdfinfo", "-", source=made).decode()
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", facts).groups()
    words = boxes(made)

    assert re.search(r"Pages:\s+1\n", facts)
    assert [round(float(side) / POINTS, 1) for side in size] == [width, height]
    for left, top, right, bottom in words:
        assert 30 < left < right < width - 16
        assert 8 < top < bottom < height - 3
    for one, other in combinations(words, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across < 0.2 or down < 0.45 * min(one[3] - one[1], other[3] - other[1]), (one, other)
    assert_margins_are_empty(drawn(made))


def assert_margins_are_empty(page):
    """Words, pictures, lines: nothing that is drawn reaches the right and the lower edge."""
    dots = 100 / 25.4
    right = page.crop((page.width - round(12 * dots), round(110 * dots), page.width, page.height))
    below = page.crop((round(50 * dots), page.height - round(2.5 * dots), page.width, page.height))

    assert right.getcolors() == [(right.width * right.height, (255, 255, 255))]
    assert below.getcolors() == [(below.width * below.height, (255, 255, 255))]


@pytest.mark.parametrize(("page", "places"), list(product(FORMATS, PLACES)))
def test_the_code_can_be_read_wherever_it_stands(page, places):
    data = certificate(format=page, qr_place=places[0], number_place=places[1], logos=(), signatories=())
    picture = drawn(render(data), dots=300).convert("L")
    side, band = (18 if places[1] == "foot" else 25), {"a4": 61, "letter": 62, "a4-portrait": 38, "letter-portrait": 39}
    left = band[page] if places[0] == "left" else FORMATS[page][0] - (17 if "portrait" in page else 19) - side
    edge = 300 / 25.4
    foot = {"a4": 174, "letter": 179.5, "a4-portrait": 260, "letter-portrait": 242.5}[page]
    corner = picture.crop(
        [round(value * edge) for value in (left - 1, foot + 1.5, left + side + 1, foot + 1.2 + side * 1.17)]
    )
    dark = corner.point(lambda level: 255 if level < 128 else 0)
    code = dark.crop(dark.getbbox())
    modules = 33

    centres = [int((place + 0.5) * code.width / modules) for place in range(modules)]
    seen = {(row, column) for row, y in enumerate(centres) for column, x in enumerate(centres) if code.getpixel((x, y))}
    assert read(seen, modules) == URL


@pytest.mark.parametrize("page", FORMATS)
def test_every_word_can_be_read_back_in_every_format(page):
    made = one_line(render(certificate(format=page, body=TEXT, details=(), number_place="foot"))).replace("- ", "-")

    for words in (NAME, *TEXT, "№ 7K4M-92QX-3HTC", URL, "Ірина Савчук", "Фінансується Європейським Союзом"):
        assert words in made, words


@pytest.mark.parametrize("page", FORMATS)
def test_a_text_stands_in_lines_of_its_own(page):
    made = lines(render(certificate(format=page, body=("Перший рядок", "Другий рядок"), details=("до 2029",))))
    start = made.index("Перший рядок")

    assert made[start : start + 3] == ["Перший рядок", "Другий рядок", "до 2029"]


@pytest.mark.parametrize("page", FORMATS)
def test_the_band_ends_with_a_whole_motif_in_every_format(page):
    across, down = artwork.BAND_TILES[page]
    width, height = FORMATS[page]
    tile = height / down

    assert f'viewBox="0 0 {16 * across} {16 * down}"' in artwork.band("school", page)
    assert drawn(render(certificate(format=page))).getpixel((4, 4)) != (255, 255, 255)
    assert 20 < tile < 22
    assert tile * across < width / 5


def test_pictures_say_what_they_show_and_who_hears_them_knows():
    logos = (Picture(png(), "Знак школи"), Picture(png(), "Знак партнера 🌻"))
    made = render(certificate(logos=logos, seal=Picture(png(), "Печатка школи"), signatories=()))

    told = {bytes.fromhex(text.decode()).decode("utf-16") for text in re.findall(rb"/Alt ?<([0-9A-Fa-f]+)>", made)}
    assert told == {"Знак школи", "Знак партнера 🌻", "Печатка школи"}
    assert f"/Alt (QR: {URL})".encode() in made.replace(b"/Alt(", b"/Alt (")


def test_the_sign_of_the_school_stands_before_partners():
    made = drawn(render(certificate(logos=(Picture(png()),), sign=True)))

    assert made.getpixel((round(63 * 100 / 25.4), round(24 * 100 / 25.4))) == (0x24, 0x46, 0x8F)


@pytest.mark.parametrize("page", FORMATS)
@pytest.mark.parametrize("panel", [True, False])
def test_a_background_fills_the_page_and_words_keep_their_panel(page, panel):
    picture = io.BytesIO()
    Image.new("RGB", (300, 300), (120, 20, 20) if panel else (240, 240, 250)).save(picture, "JPEG", quality=95)
    data = full(format=page, background=picture.getvalue(), panel=panel, logos=(), seal=None)
    made = render(data)
    shown, dots = drawn(made), 100 / 25.4
    words = boxes(made)

    corners = [(2, 2), (shown.width - 3, 2), (2, shown.height - 3), (shown.width - 3, shown.height - 3)]
    for corner in corners:
        assert shown.getpixel(corner) != (255, 255, 255)
    left, right = min(word[0] for word in words), max(word[2] for word in words)
    for edge in (left - 4, right + 4):
        ground = shown.getpixel((round(edge * dots), shown.height // 2))
        assert (ground == (255, 255, 255)) == panel
    assert one_line(made).startswith(data.issuer[:20])


# Of what was issued before there were formats; these bytes may change with the version of the engine alone.
ISSUED = "c171a99329dd02cdfee0fec9d91f1b480054bbf2150febe0abc2ea8a2dfac9d0"


def test_what_was_issued_before_there_were_formats_keeps_its_bytes():
    plain_one = certificate(signatories=(), logos=(), recipient=LONG_NAME)

    assert hashlib.sha256(render(plain_one)).hexdigest() == ISSUED
