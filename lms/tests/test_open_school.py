"""A new school begins with its frame: what visitors find before the first course."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from content.models import Speaker, Topic
from home.demo.pages import TEXT_PAGES, TOPICS
from home.models import HomePage, StandardPage
from people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(settings):
    settings.SITE_URL = "https://school.example.org"
    said = StringIO()
    call_command("open_school", stdout=said)
    return said.getvalue()


def test_a_new_school_has_its_frame_in_both_languages_and_nothing_invented(said):
    homes = HomePage.objects.order_by("path")

    assert [page.locale.language_code for page in homes] == ["uk", "en"]
    assert [len(home.get_children().live()) for home in homes] == [2 + len(TEXT_PAGES)] * 2
    assert (Topic.objects.count(), Speaker.objects.count(), Person.objects.count()) == (len(TOPICS), 0, 0)


def test_a_new_school_names_the_pages_to_go_over(said):
    assert Site.objects.get().root_url == "https://school.example.org"
    named = [line.split()[0] for line in said.splitlines()[1:]]
    assert named == [page.full_url for page in StandardPage.objects.order_by("path")]
    assert len(named) == 2 * len(TEXT_PAGES)


def test_visitors_find_it(said, client):
    assert [client.get(path).status_code for path in ("/", "/en/", "/kursy/", "/en/events/")] == [200] * 4


def test_a_school_that_is_open_stays_as_it_is(said):
    before = list(Page.objects.order_by("path").values_list("path", "title"))

    with pytest.raises(CommandError, match="There is a school here already"):
        call_command("open_school")

    assert list(Page.objects.order_by("path").values_list("path", "title")) == before
