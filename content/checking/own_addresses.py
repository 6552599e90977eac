"""Whether an address of the school that somebody wrote by hand leads anywhere."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.models import Site

FILES = (settings.MEDIA_URL, settings.STATIC_URL)  # handed out by the web server


def leads_somewhere(address):
    """To a file, to a screen of ours, or to a page that is published; a slash at the end may be missing."""
    path = unquote(urlsplit(address).path) or "/"
    if path.startswith(FILES):
        return True
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        return any(_is_answered(each) for each in dict.fromkeys((path, f"{path.rstrip('/')}/")))


def _is_answered(path):
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve" or _is_page(match.args[0])


def _is_page(path):
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    steps = [step for step in path.split("/") if step]
    try:
        return site is not None and bool(site.root_page.localized.specific.route(HttpRequest(), steps))
    except Http404:
        return False
