"""What the header and the footer of every page need to know of the site: looked up once a minute, not once a page."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from wagtail.models import Page

from courses.models.pages import CourseTrainer
from people.addresses import page_paths

KEPT = 60  # seconds; ``home/receivers.py`` forgets sooner what an editor changes in this process
TEACHERS = "teachers"
KINDS = ("catalogpage", "eventindexpage", "standardpage")


@dataclass(frozen=True)
class Sections:
    """Paths of the catalog and the event calendar of one language, empty if there is none; (path, title) of texts."""

    courses: str
    events: str
    texts: tuple


def sections(language):
    return cache.get_or_set(key_of(language), lambda: find_sections(language), KEPT)


def key_of(language):
    return f"sections-{language}"


def find_sections(language):
    """In one query. Of the pages of text those that an editor shows in menus, in the order of the tree."""
    pages = (
        Page.objects.live()
        .public()
        .filter(locale__language_code=language, depth=3, content_type__app_label__in=("courses", "webinars", "home"))
    )
    rows = pages.filter(content_type__model__in=KINDS).order_by("path")
    path_of, found = page_paths(), {kind: [] for kind in KINDS}
    for kind, url_path, title, listed in rows.values_list("content_type__model", "url_path", "title", "show_in_menus"):
        if listed or kind != "standardpage":
            found[kind].append((path_of(url_path), title))
    catalogs, calendars, texts = (found[kind] for kind in KINDS)
    return Sections(*(next((path for path, _title in rows), "") for rows in (catalogs, calendars)), tuple(texts))


def is_teacher(person):
    """Whether a course names ``person`` as its trainer."""
    return person.pk in cache.get_or_set(TEACHERS, find_teachers, KEPT)


def find_teachers():
    rows = CourseTrainer.objects.filter(speaker__person__isnull=False)
    return frozenset(rows.values_list("speaker__person", flat=True))


def forget():
    """Let the next page look again; other processes do within a minute."""
    cache.delete_many([TEACHERS, *(key_of(code) for code, _name in settings.LANGUAGES)])
