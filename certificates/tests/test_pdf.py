"""What the PDF promises, read back from the file by other programs."""

import hashlib
import io
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from certificates import pdf
from certificates.pdf import render
from content.tests.reading_qr import read

from .samples import LONG_NAME, NAME, URL, certificate, crowded, lines, one_line, poppler

ROOT = Path(__file__).parents[2]
POINTS = 72 / 25.4  # in a millimetre


def test_certificate_reads_back_word_for_word():
    assert one_line(render(certificate())) == " ".join(
        [
            "Школа громадських активістів",
            "Сертифікат",
            NAME,
            "за успішне завершення курсу",
            "Бюджет громади: читати, запитувати, впливати",
            "12 годин навчання 12 січня 2027 – 12 лютого 2027",
            "15 лютого 2027",
            "дата видачі, Київ",
            "Ірина Савчук",
            "координаторка школи",
            "Фінансується",
            "Європейським Союзом",
            "№ 7K4M-92QX-3HTC",
            "Перевірити справжність:",
            URL,
        ]
    )


@pytest.mark.parametrize("name", ["Мар'яна Зʼїзд", "Наталія О’Ґрейді", "Đorđe Šimůnek", "Zoë Ærø-Łęska", "І"])
def test_names_of_many_spellings_read_back_exactly(name):
    assert lines(render(certificate(recipient=name)))[2] == name


def test_a_stressed_name_keeps_its_accents():
    made = lines(render(certificate(recipient="Олекса\u0301ндра Ко\u0301валь")))[2]

    assert (
        made.replace(" ", "") == "Олекса\u0301ндраКо\u0301валь"
    )  # poppler parts a letter from what follows its accent


def test_a_long_name_is_shrunk_to_one_line_before_it_breaks():
    assert lines(render(certificate(recipient=LONG_NAME[:50])))[2] == LONG_NAME[:50]
    assert lines(render(certificate(recipient=LONG_NAME)))[2:4] == [
        "Александра-Вікторія Святославівна",
        "Перебийніс-Красношапченко-Білоцерківська",
    ]


@pytest.mark.parametrize("data", [certificate(), crowded()], ids=["usual", "crowded"])
def test_one_a4_page_in_landscape(data):
    facts = poppler("pdfinfo", "-", source=render(data)).decode()

    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", facts).groups())
    assert re.search(r"Pages:\s+1\n", facts)
    assert (round(width / POINTS, 1), round(height / POINTS, 1)) == (297.0, 210.0)


def test_every_word_stays_in_its_column():
    boxes = poppler("pdftotext", "-bbox", "-", "-", source=render(crowded())).decode()
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes)

    assert len(words) > 60
    for left, top, right, bottom in [map(float, word) for word in words]:
        assert 60.5 * POINTS < left < right < 278.5 * POINTS
        assert 10 * POINTS < top < bottom < 205 * POINTS


@pytest.mark.parametrize("language", ["uk", "en"])
def test_file_names_its_language_title_and_standards(language):
    made = render(certificate(language=language))

    assert f"/Lang({language})".encode() in made
    assert b"<pdfaid:part>3</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    facts = poppler("pdfinfo", "-isodates", "-", source=made).decode()
    assert f"Title:           Сертифікат 7K4M-92QX-3HTC: {NAME}\n" in facts
    assert "CreationDate:    2027-02-15T10:00:00Z\n" in facts
    assert "Tagged:          yes\n" in facts


def test_english_certificate_numbers_in_english():
    assert "No. 7K4M-92QX-3HTC" in lines(render(certificate(language="en")))


def test_optional_words_and_pictures_may_be_missing():
    bare = certificate(
        details=(),
        place="",
        issued_label="",
        acknowledgement="",
        verify_label="",
        signatories=(),
        logos=(),
        kilim_seed="",
    )

    assert lines(render(bare))[2:] == [
        NAME,
        "за успішне завершення курсу",
        "Бюджет громади: читати, запитувати, впливати",
        "15 лютого 2027",
        "№ 7K4M-92QX-3HTC",
        URL,
    ]


def test_same_values_give_the_same_bytes_in_another_process():
    program = (
        "import hashlib; from certificates.pdf import render; from certificates.tests.samples import certificate;"
        "print(hashlib.sha256(render(certificate())).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)

    assert run.stdout.strip() == hashlib.sha256(render(certificate())).hexdigest()


def test_qr_code_on_the_page_holds_the_address():
    drawn = poppler("pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", "-", source=render(certificate()))
    with Image.open(io.BytesIO(drawn)) as page:
        corner = page.crop((page.width - 580, page.height - 405, page.width, page.height)).convert("L")
    dark = corner.point(lambda level: 255 if level < 128 else 0)
    code = dark.crop(dark.getbbox())
    side = 33  # modules of a code that holds so long an address

    centres = [int((place + 0.5) * code.width / side) for place in range(side)]
    seen = {(row, column) for row, y in enumerate(centres) for column, x in enumerate(centres) if code.getpixel((x, y))}
    assert read(seen, side) == URL


@pytest.mark.parametrize(
    "change",
    [
        {"language": "de"},
        {"accent": "blue"},
        {"format": "a3"},
        {"qr_place": "middle"},
        {"number_place": "nowhere"},
        {"verify_url": "javascript:alert(1)"},
        {"issued_at": datetime(2027, 2, 15)},
    ],
)
def test_a_programmer_s_mistake_is_found_at_once(change):
    with pytest.raises(ValueError):
        certificate(**change)


def test_pictures_are_in_the_file_with_words_for_those_who_do_not_see_them():
    made = render(certificate())
    listed = poppler("pdfimages", "-list", "-", source=made).decode()

    assert len(re.findall(r"^\s+1\s+\d+\s+image ", listed, re.MULTILINE)) == 2
    assert made.count(b"/Alt") == 3


def test_eight_threads_at_once_print_the_right_names():
    names = [f"Учасниця {letter}{number}" for letter in "АБВГҐДЕЄ" for number in range(4)]
    start = threading.Barrier(8)

    def printed(batch):
        start.wait(timeout=30)
        return [lines(render(certificate(recipient=name)))[2] for name in batch]

    with ThreadPoolExecutor(max_workers=8) as pool:
        results = list(pool.map(printed, [names[place : place + 4] for place in range(0, 32, 4)]))

    assert sum(results, []) == names


def test_a_warning_of_the_engine_is_an_error(tmp_path, monkeypatch):
    template = tmp_path / "certificate.typ"
    template.write_text('#set document(title: "x")\n#set text(font: ("Missing", "Noto Sans"))\nx')
    monkeypatch.setattr(pdf, "TEMPLATE", template)
    monkeypatch.setattr(pdf, "_own", threading.local())

    with pytest.raises(RuntimeError, match="unknown font family: missing"):
        render(certificate())


def test_european_emblem_has_the_official_geometry():
    drawing = (ROOT / "certificates" / "typst" / "eu-emblem.svg").read_text()
    height = 180
    stars = [
        [tuple(map(float, point.split())) for point in star.split("L")]
        for star in re.findall(r"M([\d. L]+)z", re.search(r'fill="#fc0" d="([^"]+)"', drawing)[1])
    ]

    assert 'fill="#039" d="M0 0h270v180H0z"' in drawing
    assert len(stars) == 12
    for hour, star in enumerate(stars):
        centre = (sum(x for x, _ in star) / 10, sum(y for _, y in star) / 10)
        expected = complex(135, 90) - 1j * (height / 3) * complex(0, 1) ** (hour / 3)
        assert abs(complex(*centre) - expected) < 0.01
        assert star[0] == pytest.approx((centre[0], centre[1] - height / 18), abs=0.01)


def test_the_picture_for_the_screen_is_the_same_page():
    data = certificate()
    with Image.open(io.BytesIO(pdf.render_png(data))) as drawn:
        screen = drawn.convert("L")
    paper = poppler("pdftoppm", "-r", "144", "-gray", "-png", "-singlefile", "-", source=render(data))
    with Image.open(io.BytesIO(paper)) as printed:
        differences = ImageChops.difference(screen, printed.convert("L").resize(screen.size))

    assert screen.size == (1684, 1191)
    assert ImageStat.Stat(differences).mean[0] < 3


def test_the_picture_refuses_what_the_pdf_refuses():
    for draw in (render, pdf.render_png):
        with pytest.raises(pdf.CertificateTextError, match="🌻"):
            draw(certificate(recipient="Олена 🌻"))


def test_the_sign_of_the_school_stands_where_there_is_no_logo_and_is_not_read_aloud():
    def figures(**changes):
        return render(certificate(signatories=(), **changes)).count(b"/Alt")

    assert (figures(), figures(logos=())) == (2, 1)
    assert ink_at(render(certificate(logos=())), left=63, top=24) == (0x24, 0x46, 0x8F)


def ink_at(made, *, left, top):
    """The colour of the page at a place in millimetres."""
    page = poppler("pdftoppm", "-r", "96", "-png", "-singlefile", "-", source=made)
    with Image.open(io.BytesIO(page)) as drawn:
        return drawn.convert("RGB").getpixel((round(left * 96 / 25.4), round(top * 96 / 25.4)))
