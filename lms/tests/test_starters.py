"""Wagtail's admin holds no inline script: none in the templates of installed apps, none in what its widgets draw."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from content.models import Speaker
from lms.starters import starter

INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))", re.IGNORECASE)
STARTER = re.compile(r'<template data-starter="(\w+)" data-arguments="([^"]*)"></template>')
FOLDERS = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("wagtail")]
NAMES = sorted(str(path.relative_to(folder)) for folder in FOLDERS for path in folder.rglob("*.html"))


def source_of(name):
    """The template that Django takes for this name: by pages, and by widgets, which look in apps only."""
    found = [get_template(name).template.source]
    if "widgets/" in name:
        found.append(get_default_renderer().get_template(name).template.source)
    return "".join(found)


def test_no_template_of_wagtail_has_an_inline_script_that_we_do_not_replace():
    assert len(NAMES) > 300
    assert [name for name in NAMES if INLINE.search(source_of(name))] == []


@pytest.mark.parametrize(
    ("widget", "name"),
    [
        (AdminDateInput(), "initDateChooser"),
        (AdminTimeInput(), "initTimeChooser"),
        (AdminDateTimeInput(), "initDateTimeChooser"),
        (AdminPageChooser(), "PageChooser"),
        (AdminSnippetChooser(Speaker), "SnippetChooser"),
        (AdminImageChooser(), "ImageChooser"),
        (AdminDocumentChooser(), "DocumentChooser"),
        (AdminTaskChooser(), "createTaskChooser"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.django_db
def test_a_widget_names_what_starts_it(widget, name):
    markup = widget.render("plan", None, attrs={"id": "id_plan"})

    assert "<script" not in markup
    ((started, arguments),) = STARTER.findall(markup)
    assert started == name
    assert json.loads(arguments.replace("&quot;", '"').replace("&#x27;", "'"))[0] == "id_plan"


def test_a_starter_cannot_be_broken_out_of():
    markup = starter("PageChooser", '"><script>alert(1)</script>')

    assert "<script" not in markup
    assert markup.count("<") == 2
