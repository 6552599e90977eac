"""The QR code says exactly the address, and is large enough to be read from paper."""

import re

import pytest

from content import qr

from .reading_qr import read

PRINTED = 29  # millimetres, as in certificate.typ
URL = "https://school.example.org.ua/c/7K4M-92QX-3HTC"


def modules(drawing):
    """Dark modules by row and column, from the strokes of the drawing."""
    strokes = re.search(r'stroke="#161d2e" d="([^"]+)"', drawing)[1]
    dark, x, y = set(), 0, 0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", strokes):
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            dark |= {(int(y), int(x) + step) for step in range(int(first))}
            x += float(first)
    return dark


QUIET = 4


@pytest.mark.parametrize("url", [URL, "https://a.bc/c/7K4M-92QX-3HTC", f"{URL}?{'x' * 40}"])
def test_it_says_the_address_inside_a_quiet_zone_of_four(url):
    drawing = qr.svg(url)
    side = int(re.search(r'<svg[^>]* width="(\d+)"', drawing)[1]) - 2 * QUIET
    dark = {(row - QUIET, column - QUIET) for row, column in modules(drawing)}

    assert read(dark, side) == url
    assert {coordinate for place in dark for coordinate in place} == set(range(side))


@pytest.mark.parametrize("url", [URL, "https://a.very.long.name.of.a.school.example.org.ua/en/c/7K4M-92QX-3HTC"])
def test_a_module_is_at_least_half_a_millimetre_on_the_page(url):
    side = int(re.search(r'<svg[^>]* width="(\d+)"', qr.svg(url))[1])

    assert PRINTED / side >= 0.5


def test_it_is_one_drawing_without_classes_that_a_page_could_style():
    assert qr.svg(URL).startswith("<svg")
    assert "class=" not in qr.svg(URL)


def test_a_fluid_one_takes_the_size_that_the_page_gives_it():
    head = qr.svg(URL, fluid=True).partition(">")[0]

    assert "viewBox" in head
    assert "width=" not in head
