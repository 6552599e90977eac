"""What the tests of this app share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import HomePage, StandardPage
from people.models import Person
from webinars.tests.factories import make_site


@pytest.fixture
def sign_in(client):
    """``sign_in(somebody)``: the browser of a person or of an account."""

    def enter(somebody):
        client.force_login(somebody.user if isinstance(somebody, Person) else somebody)
        return client

    return enter


@pytest.fixture
def queries_of(client):
    """``queries_of(path)``: how many queries a page takes once caches are warm; the page must answer 200."""

    def count(path):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert response.status_code == 200
        return len(queries)

    return count


@pytest.fixture
def front(db):
    """The Ukrainian front page of the default site, with its event calendar."""
    return Page.objects.get(pk=make_site().get_parent().pk).specific


@pytest.fixture
def english_front(front):
    """The English front page, a translation of the Ukrainian one."""
    locale, _made = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.get(depth=1)
    page = HomePage(title="School", slug="school", locale=locale, translation_key=front.translation_key)
    return root.add_child(instance=page)


@pytest.fixture
def add_page():
    """``add_page(parent, title, slug, twin_of=…)``: a published page of text, as an editor would leave it."""

    def add(parent, title, slug, *, twin_of=None, model=StandardPage, **fields):
        parent = Page.objects.get(pk=parent.pk)
        fields = {"show_in_menus": model is StandardPage, "locale": parent.locale, **fields}
        if twin_of:
            fields["translation_key"] = twin_of.translation_key
        page = parent.add_child(instance=model(title=title, slug=slug, **fields))
        page.save_revision().publish()
        return model.objects.get(pk=page.pk)

    return add


@pytest.fixture
def now():
    return timezone.now()
