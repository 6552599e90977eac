"""What the tests of this app share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person, User
from people.roles import COORDINATORS

from .factories import make_staff
from .onlookers import make_closed_scene

BACKEND = "people.backends.SchoolBackend"


@pytest.fixture
def sign_in(client):
    """``sign_in(somebody)``: the browser of a person or of an account."""

    def enter(somebody):
        client.force_login(somebody.user if isinstance(somebody, Person) else somebody, backend=BACKEND)
        return client

    return enter


@pytest.fixture
def admin(sign_in):
    user = User.objects.create_superuser("admin@example.org")
    client = sign_in(user)
    client.user = user
    return client


@pytest.fixture
def coordinator(sign_in):
    user = make_staff(COORDINATORS)
    client = sign_in(user)
    client.user = user
    return client


@pytest.fixture
def queries_of(client):
    """``queries_of(url)``: how many queries a page takes once caches are warm; the page must answer 200."""

    def count(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200
        return len(queries)

    return count


@pytest.fixture
def closed():
    """A closed course, see ``onlookers``."""
    return make_closed_scene()


@pytest.fixture
def browser_of(client, sign_in, closed):
    """``browser_of(participant)``: the browser of somebody from ``onlookers``, as they stand to the closed course."""

    def make(who):
        user = who(closed)
        return sign_in(user) if user else client

    return make
