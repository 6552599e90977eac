"""What the tests of this app share."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from certificates.badges.keys import new_file
from home.management.commands import load_demo
from home.models import HomePage, StandardPage
from people.models import Person
from webinars.tests.factories import make_site

from .loading import IN_MEMORY, load


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


def forget_statistics():
    """What others rolled back: PostgreSQL takes such tables for empty, and then reads all their pages at each query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@pytest.fixture(scope="module")
def school(django_db_setup, django_db_blocker, tmp_path_factory):
    """The loaded school; after the last test of the file it is gone."""
    with django_db_blocker.unblock():
        forget_statistics()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setitem(load_demo.QUIET, "EMAIL_BACKEND", IN_MEMORY)
        keys = tmp_path_factory.mktemp("keys") / "badge-keys.pem"
        keys.write_bytes(new_file())
        patch.setattr(settings, "BADGE_KEYS_FILE", str(keys))
        with translation.override("uk"):
            said = load()
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def now():
    return timezone.now()
