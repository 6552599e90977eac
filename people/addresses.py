"""Absolute addresses for mails, calendars and certificates, which have no request to ask."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Site


def absolute(path):
    """``path`` on the school's own address (``SITE_URL``)."""
    return f"{settings.SITE_URL}{path}"


def absolute_reverse(name, *args, language="uk"):
    """The absolute address of a named view, in the reader's language."""
    with override(language):
        return absolute(reverse(name, args=args))


@lru_cache(maxsize=1000)
def lasting_path(name, *args, language):
    """The path of a named view, looked up once: for what calendars ask hourly. Never for an address with a secret."""
    with override(language):
        return reverse(name, args=args)


def url_path_at(path):
    """The ``url_path`` of the page at ``path`` on the site, in the active language; the way back of ``page_paths``."""
    roots = Site.get_site_root_paths()
    spoken = [root for root in roots if root.language_code == get_language()] or roots
    return f"{spoken[0].root_path if spoken else '/'}{path}"


def page_paths():
    """A function from the ``url_path`` of a page to its path on the site, for pages read as plain rows.

    It says what ``Page.url`` would, and the front page's for what stands outside the site; it makes no query.
    """
    roots = [
        (root.root_path, lasting_path("wagtail_serve", "", language=root.language_code))
        for root in Site.get_site_root_paths()
    ]

    def path_of(url_path):
        for root, start in roots:
            if url_path.startswith(root):
                return start + url_path.removeprefix(root)
        return "/"

    return path_of
