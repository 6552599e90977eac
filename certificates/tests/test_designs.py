"""The three designs that are shipped: finished, printable with any name, and the school's own once it changed them."""

import pytest

from certificates.designs import DESIGNS, ship_designs
from certificates.drawing import draw
from certificates.models import SIGNATORIES, CertificateTemplate
from certificates.previewing import LONGEST, check, preview
from certificates.statements import sample

from .conftest import NOON
from .samples import one_line, png

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(DESIGNS))
@pytest.mark.parametrize(
    "signed", [{}, {"signatory": "Ірина Савчук", "acknowledgement": "Фінансується Європейським Союзом"}]
)
def test_each_is_finished_and_draws_usual_and_very_long_names(name, signed):
    design = ship_designs(**signed)[name]

    check(design)
    assert [sheet.problem for sheet in preview(design, mode="formats").sheets] == [""] * 4
    assert len(LONGEST) > 70


NAMES = ["Ірина Савчук", "Дмитро-Богдан Охріменко-Білоцерківський", "Мар’яна Ґудзь"]
ROLES = ["координаторка школи", "голова правління громадської організації", "керівниця програми розвитку громад"]


@pytest.mark.parametrize("name", list(DESIGNS))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_each_has_room_for_one_two_and_three_who_sign(name, count):
    ends = SIGNATORIES[:count]
    signed = {f"signatory{end}": who for end, who in zip(ends, NAMES, strict=False)}
    signed |= {f"signatory_role{end}": role for end, role in zip(ends, ROLES, strict=False)}
    design = ship_designs(**signed)[name]

    statement = sample(template=design, recipient=LONGEST, now=NOON)
    words = one_line(draw(statement, {field: png() for field in ("signature", "signature_2", "signature_3")[:count]}))

    words = words.replace("- ", "-")  # where a line ends
    for who, role in zip(NAMES[:count], ROLES, strict=False):
        assert who in words and role in words


def test_they_differ_in_words_colour_and_weave():
    designs = ship_designs().values()

    for field in ("statement", "kilim_seed", "accent"):
        assert len({getattr(design, field) for design in designs}) == 3


def test_shipping_again_changes_nothing_that_somebody_wrote():
    ship_designs()
    CertificateTemplate.objects.filter(name="Тренер").update(title="Щира подяка")

    assert ship_designs()["Тренер"].title == "Щира подяка"
    assert CertificateTemplate.objects.count() == 3


@pytest.mark.parametrize("accent", list(CertificateTemplate.Accent))
def test_every_colour_can_be_read_on_white(accent):
    def linear(channel):
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(accent[start : start + 2], 16) / 255) for start in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert 1.05 / (luminance + 0.05) > 4.5
