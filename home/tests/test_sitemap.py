"""What search engines are told: the pages worth a visit in both languages, and what is nobody's to index."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Page

from courses.models import CatalogPage
from courses.tests.factories import make_closed_course, make_lesson, make_module
from home.models import HomePage

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def listed(client):
    """Of each address the languages and addresses of the same page."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)
    return {
        url.find("s:loc", NAMES).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        for url in tree.findall("s:url", NAMES)
    }


def test_pages_of_both_languages_are_listed_with_their_translations(client, front, english_front, add_page):
    about = add_page(front, "Про школу", "pro-shkolu")
    add_page(english_front, "About", "about", twin_of=about)

    found = listed(client)

    twins = {"uk": "http://testserver/pro-shkolu/", "en": "http://testserver/en/about/"}
    assert found["http://testserver/pro-shkolu/"] == found["http://testserver/en/about/"] == twins
    assert found["http://testserver/"] == {"uk": "http://testserver/", "en": "http://testserver/en/"}
    assert found["http://testserver/podii/"] == {}


def test_drafts_private_pages_and_other_trees_are_not_listed(client, front, add_page):
    add_page(front, "Чернетка", "chernetka").unpublish()
    private = add_page(front, "Для своїх", "dlia-svoikh")
    private.view_restrictions.create(restriction_type="login")
    Page.objects.get(depth=1).add_child(instance=HomePage(title="Інша школа", slug="insha", locale=front.locale))

    assert sorted(listed(client)) == ["http://testserver/", "http://testserver/podii/"]


def test_lessons_of_a_closed_course_are_not_listed_but_the_course_is(client):
    course = make_closed_course(slug="zakrytyi")
    make_lesson(make_module(course))

    found = [address for address in listed(client) if "zakrytyi" in address]

    assert found == ["http://testserver/kursy/zakrytyi/"]


def test_the_sitemap_knows_when_a_page_was_published(client, front, add_page):
    page = add_page(front, "Про школу", "pro-shkolu")

    day = timezone.localtime(page.last_published_at)
    assert f"<lastmod>{day:%Y-%m-%d}</lastmod>" in client.get("/sitemap.xml").content.decode()


def test_the_sitemap_costs_the_same_for_one_page_of_a_kind_and_for_three(queries_of, front, add_page):
    add_page(front, "1", "p1")
    one = queries_of("/sitemap.xml")
    add_page(front, "2", "p2")
    add_page(front, "3", "p3")

    assert queries_of("/sitemap.xml") == one


def test_an_empty_database_has_an_empty_sitemap(client, db):
    Page.objects.filter(depth__gt=1).delete()

    assert listed(client) == {}


def test_robots_keep_away_from_what_is_personal_in_both_languages(client, settings):
    response = client.get("/robots.txt")
    forbidden = re.findall(r"^Disallow: (\S+)$", response.content.decode(), re.MULTILINE)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert {"/admin/", "/my/", "/en/my/", "/t/", "/en/t/", "/search/", "/en/search/"} <= set(forbidden)
    assert not {"/", "/en/", "/kursy/", "/c/"} & set(forbidden)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in response.content.decode()


def test_a_catalog_is_listed_where_its_tree_stands(client, front, add_page):
    add_page(front, "Курси", "kursy", model=CatalogPage)

    assert "http://testserver/kursy/" in listed(client)
