"""Loads the demonstration school and looks at what is there afterwards."""

import re
from io import StringIO

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import TestCase

from courses.access import visible_pages

OURS = (
    "people", "content", "webinars", "courses", "conferences", "consultations", "surveys", "certificates", "home",
    "calendars",
)  # fmt: skip
IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


def load():
    said = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", stdout=said)
    return said.getvalue()


def everything():
    """Keys of every row of ours and of Wagtail's pages, revisions and log."""
    models = [model for model in apps.get_models() if model._meta.app_label in (*OURS, "wagtailcore", "account")]
    return {model._meta.label: sorted(map(str, model.objects.values_list("pk", flat=True))) for model in models}


def open_pages():
    """Addresses of all pages that anybody may open."""
    return {page.get_url() for page in visible_pages(AnonymousUser()).filter(depth__gt=1)}


def links_of(html):
    """Addresses on our own site that a page leads to; files are looked for in their storage."""
    found = re.findall(r'href="(/[^"?#]*)', html)
    return {link for link in found if not link.startswith(("/static/", "/media/", "/documents/"))}
