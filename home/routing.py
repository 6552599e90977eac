"""From an address to its page in two queries at any depth; Wagtail's own way takes two for every level of the tree.

Everything else stays Wagtail's: languages, routes inside a page, privacy, hooks, ``serve``.
"""

import functools
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as wagtail_serve

from people.prepared import Asked, Prepared

SITE_IS_KEPT = 60  # seconds for which a change of host name may go unnoticed
DEEPEST = 12  # levels of pages; what an address has more of can only be a route inside a page


class Place(NamedTuple):
    """A page on the way from the root of the tree to the address asked for."""

    pk: int
    content_type: int
    url_path: str
    depth: int
    restricted: bool


def serve(request, path=""):
    """Wagtail's ``serve``, told beforehand which page it is about.

    Templates ask whether this is a preview; Wagtail says so only in ``Page.serve``, which routes inside a page pass by.
    """
    request.is_preview = False
    request._wagtail_site = cache.get_or_set(
        f"site:{request.get_host()}", lambda: Site.find_for_request(request), SITE_IS_KEPT
    )
    request._wagtail_route_for_request = route(request, path)
    return wagtail_serve(request, path)


def route(request, path):
    """The ``RouteResult`` for ``path`` in the active language, or None where there is no page, or only a draft."""
    root = root_path(request._wagtail_site)
    if root is None:
        return None
    parts = [part for part in path.split("/") if part]
    addresses = [root + "".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)][:DEEPEST]
    found = places(addresses)
    if not found or found[-1].url_path not in addresses:
        return None
    last = found[-1]
    page = page_of(ContentType.objects.get_for_id(last.content_type).model_class()).first(pk=last.pk)
    if page is None:  # deleted this moment
        return None
    if len(found) == last.depth and not any(place.restricted for place in found):
        page.get_view_restrictions = PageViewRestriction.objects.none  # looked at the whole way already
    try:
        return page.route(request, parts[addresses.index(last.url_path) :])
    except Http404:
        return None


def root_path(site):
    """Where the site's tree of the active language begins, such as ``/shkola/``; its main language as a last resort."""
    if site is None:
        return None
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
    return roots.get(get_language(), site.root_page.url_path)


def places(addresses):
    """The pages at ``addresses`` and the root of the tree, from the top down. Slugs have an index, addresses none."""
    slugs = {f"slug{number}": address.rstrip("/").rpartition("/")[2] for number, address in enumerate(addresses)}
    paths = {f"path{number}": address for number, address in enumerate(addresses)}
    return [Place(*row) for row in places_at(len(addresses)).all(**slugs, **paths)]


@functools.cache
def places_at(count):
    """The question for ``count`` addresses."""
    slug, path = Page._meta.get_field("slug"), Page._meta.get_field("url_path")
    slugs = [Asked(f"slug{number}", slug) for number in range(count)]
    paths = [Asked(f"path{number}", path) for number in range(count)]

    def build():
        privacy = PageViewRestriction.objects.filter(Q(page=OuterRef("pk")) | Q(page=OuterRef("alias_of")))
        pages = Page.objects.annotate(restricted=Exists(privacy)).order_by("depth")
        found = pages.filter(slug__in=["root", *slugs], url_path__in=["/", *paths])
        return found.values_list("pk", "content_type", "url_path", "depth", "restricted")

    return Prepared(build)


@functools.cache
def page_of(model):
    """The question for a page of one type, with all its fields."""
    return Prepared(lambda: model.objects.filter(pk=Asked("pk", Page._meta.pk)).order_by())
