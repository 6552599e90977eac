"""The sitemap: every page that anybody may open, in every language of the site, each with its translations."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, Page, Site

from content.restrictions import pages_open_to_all


class PageSitemap(Sitemap):
    """Wagtail's own knows one tree of pages; ours has one for each language. A page still decides what it lists."""

    limit = 5000

    def items(self):
        return self.pages

    @cached_property
    def pages(self):
        inside = [Q(url_path__startswith=root.root_path) for root in Site.get_site_root_paths()]
        if not inside:
            return []
        pages = pages_open_to_all(Page.objects.live()).filter(reduce(or_, inside)).order_by("path")
        return list(pages.defer_streamfields().specific())

    @cached_property
    def twins(self):
        """The addresses of a page and its translations, by what they share; nothing for a page that stands alone."""
        found, codes = defaultdict(list), dict(Locale.objects.values_list("pk", "language_code"))
        for page in self.pages:
            address = {"location": page.get_full_url(self.request), "lang_code": codes[page.locale_id]}
            found[page.translation_key].append(address)
        return {key: twins for key, twins in found.items() if len(twins) > 1}

    def _urls(self, page, protocol, domain):
        """Wagtail's, with the alternates that Django's template writes."""
        urls = []
        for item in self.paginator.page(page).object_list:
            for url in item.get_sitemap_urls(self.request):
                urls.append({**url, "alternates": self.twins.get(item.translation_key, [])})
        return urls
