"""The pages hold to the strict Content-Security-Policy: nothing inline, in any template."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path for path in ROOT.glob("**/templates/**/*.html") if not {".venv", "emails", "email"} & set(path.parts)
)
EXECUTABLE = {"", "module", "text/javascript"}


class Inline(HTMLParser):
    """Collects what a browser under our policy would refuse."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and "src" not in names and (names.get("type") or "") in EXECUTABLE:
            self.found.append("<script>")
        self.found += [f"{name}=javascript:" for name, value in attrs if (value or "").startswith("javascript:")]


def inline_parts(markup):
    parser = Inline()
    parser.feed(markup)
    return parser.found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_nothing_inline(path):
    assert inline_parts(path.read_text()) == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<p style="color:red">', ["<p style>"]),
        ("<a onclick=go()>", ["<a onclick>"]),
        ("<style>p{}</style>", ["<style>"]),
        ("<script>go()</script>", ["<script>"]),
        ('<script src="/static/js/room.js" defer></script>', []),
        ('<a href="javascript:go()">', ["href=javascript:"]),
    ],
)
def test_inline_parts_are_found(markup, found):
    assert inline_parts(markup) == found
