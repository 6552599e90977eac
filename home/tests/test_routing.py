"""An address leads to the page that Wagtail itself would find, in two queries however deep it lies."""

from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction, Site

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage, QuizPage
from home.models import HomePage
from home.routing import route, serve
from people.addresses import page_paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(db):
    """A front page in two languages, and a course down to its lessons in Ukrainian."""
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node()
    uk, _made = Locale.objects.get_or_create(language_code="uk")
    en, _made = Locale.objects.get_or_create(language_code="en")
    home = root.add_child(instance=HomePage(title="Школа", slug="shkola", locale=uk))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "testserver"})
    home.copy_for_translation(en).save_revision().publish()
    catalog = home.add_child(instance=CatalogPage(title="Курси", slug="kursy", locale=uk))
    course = catalog.add_child(instance=CoursePage(title="Бюджет", slug="biudzhet", lead="Читати", locale=uk))
    module = course.add_child(instance=ModulePage(title="Модуль", slug="modul", locale=uk))
    module.add_child(instance=LessonPage(title="Урок", slug="urok", body="[]", locale=uk))
    module.add_child(instance=QuizPage(title="Тест", slug="test", locale=uk))
    return root


def asked(rf, path):
    request = rf.get(f"/{path}")
    request.user = AnonymousUser()
    request._wagtail_site = Site.find_for_request(request)
    return request


def found_by_wagtail(request, path):
    result = Page.route_for_request(request, path)
    return result and (result[0], result[1], result[2])


PATHS = [
    "",
    "kursy/",
    "kursy/biudzhet/",
    "kursy/biudzhet/modul/urok/",
    "kursy/biudzhet/modul/test/",
    "kursy/biudzhet/modul/test/result/",
    "kursy/biudzhet/modul/test/no/",
    "kursy/no/",
    "biudzhet/",
    "no/",
    "shkola/",
    "kursy/biudzhet/urok/",
]


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_the_page_is_the_one_that_wagtail_finds(tree, rf, path, language):
    with override(language):
        ours, theirs = route(asked(rf, path), path), found_by_wagtail(asked(rf, path), path)

    assert (ours and ours[0]) == (theirs and theirs[0])
    assert (ours and type(ours[0])) == (theirs and type(theirs[0]))
    if ours and ours[1]:
        (our_view, *rest), (their_view, *their_rest) = ours[1], theirs[1]
        assert (our_view.__func__, rest) == (their_view.__func__, their_rest)


def test_a_draft_is_not_found(tree, client):
    LessonPage.objects.get(slug="urok").unpublish()

    assert client.get("/kursy/biudzhet/modul/urok/").status_code == 404


def test_depth_costs_no_queries(tree, rf):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert route(asked(rf, path), path)
        return len(captured)

    queries("kursy/")

    assert queries("kursy/biudzhet/modul/urok/") == queries("kursy/")


@pytest.mark.parametrize("slug", ["urok", "modul", "biudzhet", "shkola", "root"])
def test_a_restriction_anywhere_on_the_way_holds(tree, client, slug):
    page = Page.objects.get(slug=slug, locale__language_code="uk", depth__lte=6)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get("/kursy/biudzhet/modul/urok/", follow=True)

    assert unquote(response.redirect_chain[-1][0]) == "/login/?next=/kursy/biudzhet/modul/urok/"


def test_the_alias_of_a_restricted_page_is_restricted(tree, client):
    lesson = LessonPage.objects.get(slug="urok")
    PageViewRestriction.objects.create(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    lesson.create_alias(update_slug="kopiia", parent=lesson.get_parent())

    assert client.get("/kursy/biudzhet/modul/kopiia/").status_code == 302


def test_an_unknown_host_gets_the_default_site(tree, client):
    assert client.get("/kursy/", headers={"host": "localhost"}).status_code == 200


def test_plain_rows_know_the_paths_of_their_pages(tree):
    path_of = page_paths()
    pages = Page.objects.filter(depth__gt=1)

    assert {page.title: path_of(page.url_path) for page in pages} == {page.title: page.url for page in pages}
    assert path_of("/elsewhere/") == "/"


def test_without_a_site_there_are_no_pages(tree, client):
    Site.objects.all().delete()

    assert client.get("/kursy/").status_code == 404


def test_serve_is_the_view_of_every_page(tree, client):
    assert client.get("/kursy/").resolver_match.func is serve
