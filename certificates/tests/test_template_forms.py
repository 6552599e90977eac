"""Designing in the admin: what could go wrong is said beside its field, and what one should know when saving."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.colours import contrast, luminance_of, readable_on_white
from certificates.models import CertificateTemplate
from certificates.placeholders import PLACEHOLDERS
from certificates.previewing import preview, warnings

from .conftest import new_renditions
from .samples import png
from .test_pictures import encoded
from .test_template_pictures import background, svg
from .test_templates import NAME, fields, sent, shown, uploaded

pytestmark = new_renditions


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("action", ["", "action-submit"])
def test_an_unknown_placeholder_is_said_beside_the_text_even_of_a_draft(admin, template, action):
    response = admin.post(
        reverse(f"{NAME}:edit", args=[template.pk]), fields(body="Обсяг: {hour}", **({action: "1"} if action else {}))
    )

    assert response.context["form"].errors == {"body": ["No such placeholder: {hour}. Take them from the list below."]}
    assert "Обсяг: {hour}" in response.content.decode()


def test_the_list_of_placeholders_stands_beside_the_text(admin):
    page = admin.get(reverse(f"{NAME}:add")).content.decode()

    for name in PLACEHOLDERS:
        assert f"<code>{{{name}}}</code>" in page
    assert "js/placeholders.js" in page


@pytest.mark.parametrize(
    ("colour", "problem"),
    [
        ("#E5A823", "too pale for words on white: its contrast is 2.1"),
        ("#ffffff", "its contrast is 1.0"),
        ("#777777", "its contrast is 4.4"),
        ("red", "six digits or letters"),
        ("#12345g", "six digits or letters"),
        ("#7A1F5C", ""),
    ],
)
def test_an_own_colour_is_dark_enough_for_words(admin, template, colour, problem):
    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), sent(own_accent=colour))

    if problem:
        assert problem in response.context["form"].errors["own_accent"][0]
    else:
        template.refresh_from_db()
        assert template.latest_revision.as_object().colour == "#7a1f5c"


def test_contrast_is_that_of_wcag():
    assert contrast(luminance_of("#000000"), luminance_of("#ffffff")) == pytest.approx(21)
    readable_on_white("#767676")
    with pytest.raises(ValidationError):
        readable_on_white("#777777")


@pytest.mark.parametrize("accent", list(CertificateTemplate.Accent))
def test_the_presets_are_readable(accent):
    readable_on_white(accent)


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"body": "Щ" * 150}, "body", "no room"),
        ({"body": "рядок\n" * 9}, "body", "there is room for 8"),
        ({"body": "Засвідчує 🌻"}, "body", "🌻"),
    ],
)
def test_a_text_that_cannot_be_printed_is_said_beside_it(admin, template, changes, field, problem):
    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), sent(**changes))

    assert list(response.context["form"].errors) == [field]
    assert problem in response.context["form"].errors[field][0]


def test_a_small_background_is_said_beside_it(admin, template):
    picture = uploaded(png(size=(600, 400)), size=(600, 400)).pk

    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), sent(background=picture))

    assert "has 600 × 400 pixels" in response.context["form"].errors["background"][0]


def test_all_of_a_design_is_kept(admin):
    pictures = {
        "logo": uploaded(png(), "Школа.png").pk,
        "logo_2": uploaded(svg(), "Партнер.svg").pk,
        "seal": uploaded(svg(), "Печатка.svg").pk,
        "background": uploaded(encoded("RGB", "JPEG", (1500, 1000)), "Тло.jpg", (1500, 1000)).pk,
    }
    words = {"body": "Обсяг: {hours}", "own_accent": "#7a1f5c"}
    look = {"format": "letter-portrait", "qr_place": "left", "number_place": "foot"}

    response = admin.post(reverse(f"{NAME}:add"), sent(**pictures, **words, **look))

    assert response.status_code == 302
    kept = CertificateTemplate.objects.values(*words, *look, *(f"{field}_id" for field in pictures)).get()
    assert kept == {**words, **look, **{f"{field}_id": key for field, key in pictures.items()}}


def test_who_saves_is_told_what_the_preview_warns_of(admin, template):
    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), fields(body="Результат: {mark}"))

    assert any("“Результат: {mark}” is printed only where {mark} has a value" in message for message in told(response))


def test_a_design_that_needs_no_warning_gets_none(template):
    template.body = "Засвідчує: {participant}, {number}"

    assert warnings(template) == []


def test_text_that_fits_a_usual_name_alone_is_warned_of(template):
    template.body = "\n".join(["{participant}, {organization}, {topics}, {dates}, {hours}"] * 5)
    template.format = "letter"

    (sheet,) = preview(template).sheets
    assert not sheet.problem
    assert any("With a very long name and long values the text does not fit" in words for words in warnings(template))
    (sheet,) = preview(template, mode="long").sheets
    assert "no room" in sheet.problem


def test_a_dark_background_is_told_of(template):
    template.background = uploaded(background("#404040"), "Тло.jpg", (1400, 990))

    assert any("white panel" in words for words in warnings(template))


def test_every_format_is_seen_at_once(admin, template):
    url = reverse(f"{NAME}:preview_on_edit", args=[template.pk])
    admin.post(url, fields(body="Обсяг: {hours}\nТеми: {topics}"))
    page = admin.get(url, {"mode": "formats"}).content.decode()

    sizes = [(1684, 1191), (1191, 1684), (1584, 1224), (1224, 1584)]
    assert page.count('<img src="data:image/png;base64,') == 4
    assert all(f'width="{width}" height="{height}"' in page for width, height in sizes)
    assert "US Letter, portrait" in page


def test_the_live_preview_follows_the_format(admin, template):
    url = reverse(f"{NAME}:preview_on_edit", args=[template.pk])
    admin.post(url, fields(format="letter-portrait"))

    assert shown(admin.get(url, {"mode": ""})).size == (1224, 1584)
