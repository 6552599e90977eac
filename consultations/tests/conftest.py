"""What the tests of this app share."""

import pytest
from django.contrib.auth.models import Permission


@pytest.fixture
def signed_in(client):
    """``signed_in(person, "view_consultation")``: a browser of that person, with those permissions of any app."""

    def sign_in(person, *permissions):
        person.user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
        client.force_login(person.user, backend="people.backends.SchoolBackend")
        return client

    return sign_in
