"""What every page shows around its content: three links, language, account, footer, theme."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, override
from wagtail.models import Page

from people.accounts import person_of
from people.addresses import page_paths

THEMES = {"light", "dark"}
SECTIONS = "sections-"
SECTIONS_ARE_KEPT = 60  # seconds


@dataclass
class Link:
    url: str
    label: str
    current: bool = False
    code: str = ""


@dataclass
class Navigation:
    school_name: str
    home: str
    courses: str
    events: str
    learning: str
    account: Link
    links: list = field(default_factory=list)
    footer: list = field(default_factory=list)
    language_links: list = field(default_factory=list)
    staff: bool = False
    theme: str = ""
    lite: bool = False


def section_urls(language):
    """Addresses of the catalog, the event calendar and the footer's pages in one language, in one query or none.

    They are kept for a minute; ``home/receivers.py`` forgets them when a page is published, moved or taken down.
    """
    return cache.get_or_set(f"{SECTIONS}{language}", lambda: find_sections(language), SECTIONS_ARE_KEPT)


def find_sections(language):
    pages = Page.objects.live().filter(locale__language_code=language, depth__in=(2, 3)).order_by("path")
    found = {"CatalogPage": "", "EventIndexPage": "", "footer": []}
    for page in pages.select_related("content_type"):
        kind = page.cached_content_type.model
        if kind == "catalogpage":
            found["CatalogPage"] = page.url
        elif kind == "eventindexpage":
            found["EventIndexPage"] = page.url
        elif kind == "standardpage":
            found["footer"].append(Link(page.url, page.title))
    return found


def forget_sections():
    """Let the next page look again; other processes do within a minute."""
    cache.delete_many([f"{SECTIONS}{code}" for code, _name in settings.LANGUAGES])


def translated_url(request, code):
    """This very page in another language: the translated Wagtail page, or the same view."""
    page = getattr(request, "navigation_page", None)
    if page is not None:
        twins = Page.objects.live().filter(translation_key=page.translation_key, locale__language_code=code)
        if url_path := twins.values_list("url_path", flat=True).first():
            return page_paths()(url_path)
    elif match := request.resolver_match:
        with override(code):
            try:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            except NoReverseMatch:
                pass
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def build(request):
    language = get_language()
    sections = section_urls(language)
    learning = reverse("my_learning")
    links = [
        Link(sections["CatalogPage"] or "/", gettext("Courses")),
        Link(sections["EventIndexPage"] or "/", gettext("Events")),
        Link(learning, gettext("My learning")),
    ]
    for link in links:
        link.current = link.url != "/" and request.path.startswith(link.url)
    person = person_of(request.user)
    account = (
        Link(reverse("profile"), person.display_name if person else gettext("Profile"))
        if request.user.is_authenticated
        else Link(reverse("account_login"), gettext("Sign in"))
    )
    staff = request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
    theme = request.COOKIES.get("theme", "")
    return Navigation(
        school_name=gettext("School of civic activists"),
        home="/" if language == settings.LANGUAGE_CODE else f"/{language}/",
        courses=links[0].url,
        events=links[1].url,
        learning=learning,
        account=account,
        links=links,
        footer=[*sections["footer"], Link(reverse("verify"), gettext("Verify a certificate"))],
        language_links=[
            Link(translated_url(request, code), label, code=code)
            for code, label in (("uk", "УК"), ("en", "EN"))
            if code != language
        ],
        staff=staff,
        theme=theme if theme in THEMES else "",
        lite=request.headers.get("Save-Data", "").lower() == "on",
    )


def navigation(request):
    """Context processor; lazy, so that what does not extend ``base.html`` pays nothing."""
    return {"nav": SimpleLazyObject(lambda: build(request))}
