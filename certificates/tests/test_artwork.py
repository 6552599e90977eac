"""Drawings of the page: the kilim from a seed, the school's sign, pictures."""

import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from certificates import artwork
from certificates.printable import CertificateTextError
from content import kilim

from .samples import png


def cells(drawing, inks):
    """Every coloured cell of a drawing by its place."""
    found = {}
    for ink, path in re.findall(r'fill="(#\w+)" d="([^"]+)"', drawing):
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h", path) if ink in inks else []:
            found |= {(column, int(y)): ink for column in range(int(x), int(x) + int(run))}
    return found


def test_the_band_repeats_the_motif_of_the_site():
    motif = kilim.motif("uchast")

    assert cells(artwork.band("uchast"), artwork.INK.values()) == {
        (x, y): artwork.INK[motif[y % 16][x % 16]]
        for x in range(32)
        for y in range(160)
        if motif[y % 16][x % 16] != kilim.GROUND
    }


def test_the_shadow_is_the_rhombus_of_the_motif_without_its_corners():
    drawn = cells(artwork.shadow("uchast"), artwork.PALE.values())

    assert {(7, 7), (8, 8), (7, 1), (1, 7), (14, 8)} <= drawn.keys()
    assert all(abs(x - 7.5) + abs(y - 7.5) < 8 for x, y in drawn)
    assert {drawn[place] for place in [(7, 7), (7, 8), (8, 7), (8, 8)]} == {artwork.PALE[kilim.HEART]}


@pytest.mark.parametrize("ink", ["#161d2e", "#515c70", "#24468f"])
@pytest.mark.parametrize("ground", sorted(set(artwork.PALE.values())))
def test_words_on_the_shadow_keep_their_contrast(ink, ground):
    lighter, darker = luminance(ground), luminance(ink)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour):
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_seed_has_its_own_pattern_and_keeps_it():
    assert artwork.band("school") == artwork.band.__wrapped__("school")
    assert artwork.band("school") != artwork.band("uchast")


def test_the_sign_is_the_one_of_the_site():
    site = Path(settings.BASE_DIR, "templates/components/logo.html").read_text()
    page = Path(settings.BASE_DIR, "certificates/typst/mark.svg").read_text()

    def shapes(drawing):
        return re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)[1]

    assert shapes(page) == shapes(site)


def test_a_picture_is_handed_on_byte_by_byte():
    source = png(size=(300, 100))

    assert bytes(json.loads(artwork.picture(source, field="logos"))) == source


def jpeg():
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:-20], png()[:60] + b"\0" * 200, jpeg()[:-20]])
def test_what_is_not_a_whole_picture_is_refused(data):
    with pytest.raises(CertificateTextError) as refusal:
        artwork.picture(data, field="logos")

    assert refusal.value.field == "logos"
