"""A page in the other language: the one that translates it, else the nearest above it that is translated."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import Locale, Page

from people.addresses import page_paths
from people.prepared import Asked, Prepared


@dataclass(frozen=True)
class Counterpart:
    """Where a reader goes on in another language, and whether it is the very same page."""

    path: str
    exact: bool


def front_path(language):
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def counterpart(request, language):
    """``request``'s page in ``language``, in one query at most."""
    if page := getattr(request, "navigation_page", None):
        return of_page(page, language, path=request.path)
    return of_view(request.resolver_match, language)


def of_page(page, language, *, path):
    """Of its own translation and those of the pages above it, the nearest published one.

    A step inside a page, such as the third question of a quiz, has no twin; ``path`` tells.
    """
    path_of = page_paths()
    steps = [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
    paths = {f"path{number}": step for number, step in enumerate(steps)}
    twin = twins_of(len(steps)).first(language=language, **paths)
    if twin is None:
        return Counterpart(front_path(language), exact=False)
    exact = twin["translation_key"] == page.translation_key and path == path_of(page.url_path)
    return Counterpart(path_of(twin["url_path"]), exact)


@cache
def twins_of(count):
    """The question for the published translations of ``count`` pages, the deepest first."""

    def build():
        path, language = Page._meta.get_field("path"), Locale._meta.get_field("language_code")
        steps = Page.objects.filter(path__in=[Asked(f"path{number}", path) for number in range(count)])
        twins = Page.objects.live().filter(translation_key__in=steps.values("translation_key"))
        twins = twins.filter(locale__language_code=Asked("language", language))
        return twins.order_by("-depth").values("url_path", "translation_key")

    return Prepared(build)


def of_view(match, language):
    """A view has the same name in every language; an address that led to no page has none."""
    if match and match.view_name and match.view_name != "wagtail_serve":
        with override(language):
            try:
                return Counterpart(reverse(match.view_name, args=match.args, kwargs=match.kwargs), exact=True)
            except NoReverseMatch:
                pass
    return Counterpart(front_path(language), exact=False)
