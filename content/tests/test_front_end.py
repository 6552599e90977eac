"""The style sheets and templates keep what they promise: small, readable, no inline code, whole without a database."""

import re
from itertools import product
from types import SimpleNamespace

import brotli
import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from content.blocks import ReadingBlocks

BASE = (settings.BASE_DIR / "static/css/base.css").read_text()
COMPONENTS = (settings.BASE_DIR / "static/css/components.css").read_text()
PROGRAMME = (settings.BASE_DIR / "static/css/programme.css").read_text()
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "emails" not in path.parts)


def tokens(block):
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,8})", block))


LIGHT, SYSTEM_DARK, CHOSEN_DARK = (
    tokens(re.search(start + r"\{([^}]*)\}", BASE)[1])
    for start in (r"\n:root", r":root:not\(\.theme-light\)", r":root\.theme-dark")
)


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "tint", "tint2")
TEXT_PAIRS = [
    *product(("ink", "muted", "act", "act2", "ruta", "kal"), GROUNDS),
    ("on", "act"),
    ("on", "act2"),
    *product(("on-pane", "on-pane-soft", "on-pane-mark"), ("pane",)),
]


@pytest.mark.parametrize("theme", [LIGHT, {**LIGHT, **SYSTEM_DARK}], ids=["light", "dark"])
def test_every_pair_used_for_text_is_readable(theme):
    weak = [(text, ground) for text, ground in TEXT_PAIRS if contrast(theme[text], theme[ground]) < 4.5]
    assert weak == []
    assert [ground for ground in ("paper", "tint") if contrast(theme["edge"], theme[ground]) < 3] == []


def test_the_dark_theme_is_one_whoever_asks_for_it():
    assert SYSTEM_DARK == CHOSEN_DARK
    assert len(SYSTEM_DARK) > 10


def test_colours_stand_in_tokens_only():
    screen = COMPONENTS.split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", re.sub(r"/\*.*?\*/", "", screen, flags=re.DOTALL)) == []


def test_no_token_is_used_that_is_not_defined():
    defined = set(re.findall(r"--([\w-]+):", BASE))
    assert set(re.findall(r"var\(--([\w-]+)\)", BASE + COMPONENTS + PROGRAMME)) - defined == set()


def test_style_sheets_fit_the_budget_and_old_browsers():
    assert sum(len(brotli.compress(sheet.encode())) for sheet in (BASE, COMPONENTS)) < 10_000
    code = re.sub(r"/\*.*?\*/", "", BASE + COMPONENTS + PROGRAMME, flags=re.DOTALL)
    assert re.findall(r"@layer|@container|:has\(|light-dark\(|color-mix\(|@import|\(width\s*[<>]", code) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_hold_no_inline_code(path):
    markup = path.read_text()
    assert re.findall(r"""\sstyle=|<style|\son[a-z]+=["']|javascript:|<script(?![^>]*\ssrc=)""", markup) == []


def test_error_page_needs_neither_context_nor_manifest(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    html = get_template("500.html").render()
    assert "/static/css/base.css" in html
    assert html.count("<h1>") == 1


NAVIGATION = SimpleNamespace(
    home="/",
    courses="/kursy/",
    links=[SimpleNamespace(url="/kursy/", label="Courses", current=True)],
    footer=[SimpleNamespace(url="/help/", label="Help")],
    language_links=[SimpleNamespace(url="/en/", label="EN", code="en")],
    account=SimpleNamespace(url="/login/", label="Sign in"),
    staff=False,
    theme="dark",
    lite=True,
    school_name="The school",
)


def page(name, **context):
    """A page rendered outside a request, with only what the test gives."""
    with translation.override("uk"):
        return get_template(name).template.render(Context(context))


def test_base_page_stands_without_any_context():
    html = page("base.html")
    assert '<html lang="uk" class="">' in html
    assert '<main id="main" tabindex="-1">' in html
    assert html.index('class="skip"') < html.index("<header")


def test_base_page_takes_theme_language_and_links_from_navigation():
    html = page("base.html", nav=NAVIGATION, page=SimpleNamespace(title="Budget", lead="Read it"))
    assert 'class="theme-dark lite"' in html
    assert "<title>Budget — The school</title>" in html
    assert '<a href="/kursy/" aria-current="true">Courses</a>' in html
    assert '<a href="/en/" lang="en" hreflang="en">EN<span class="vh">, English</span></a>' in html
    assert '<meta name="description" content="Read it">' in html


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html"])
def test_refusals_offer_a_way_on(name):
    html = page(name, nav=NAVIGATION)
    assert html.count("<h1>") == 1
    assert 'href="/' in html


def test_messages_say_their_kind_with_a_shape_too():
    messages = [SimpleNamespace(level_tag="error", __str__=lambda self: "Full")]
    html = page("components/messages.html", messages=messages)
    assert 'role="status"' in html
    assert '<li class="error"><svg' in html


def test_table_block_names_columns_in_every_cell():
    value = {
        "columns": [{"type": "text", "heading": "Where"}, {"type": "text", "heading": "What"}],
        "rows": [{"values": ["Town site", "Decisions"]}],
        "caption": "Sources",
    }
    block = ReadingBlocks().child_blocks["table"]
    assert isinstance(block, TypedTableBlock)
    html = block.render(block.to_python(value), {"request": RequestFactory().get("/")})
    assert '<th scope="row" role="rowheader">Town site</th>' in html
    assert '<td role="cell" data-label="What">Decisions</td>' in html


def test_font_ships_with_its_licence():
    fonts = settings.BASE_DIR / "static/fonts"
    assert (fonts / "arsenal-bold-uk.woff2").stat().st_size < 12_000
    assert "SIL Open Font License" in (fonts / "OFL-Arsenal.txt").read_text()
