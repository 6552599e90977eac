"""What the tests of this app share."""

import pytest
from django.contrib.auth.models import Permission

from webinars.organizations.sending import send

from .factories import make_contact
from .organizations import NOW, somebody


@pytest.fixture
def signed_in(client):
    """``signed_in(person, "change_session")``: a browser of that person, with those permissions of this app."""

    def sign_in(person, *permissions):
        wanted = Permission.objects.filter(content_type__app_label="webinars", codename__in=permissions)
        person.user.user_permissions.add(*wanted)
        client.force_login(person.user, backend="people.backends.SchoolBackend")
        return client

    return sign_in


@pytest.fixture
def heard():
    """Who was said to have attended what, in order."""
    from webinars.signals import session_attended  # noqa: PLC0415 -- needs the apps to be loaded

    said = []

    def hear(sender, person, session, now, **kwargs):
        said.append((person, session))

    session_attended.connect(hear)
    yield said
    session_attended.disconnect(hear)


@pytest.fixture
def tasks_wait(settings):
    """What is enqueued runs only when a test calls it, at the moment it names."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def contact():
    """The contact of an organization."""
    return make_contact()


@pytest.fixture
def organization(contact):
    return contact.organizations.get()


@pytest.fixture
def sent(contact, organization):
    """``sent(session, person, …)``: sent by the contact; the ways in. A text is the address of a stranger."""

    def call(sessions, *people):
        sessions = sessions if isinstance(sessions, list) else [sessions]
        named = [somebody(place, who) for place, who in enumerate(people)]
        return send(organization=organization, sessions=sessions, people=named, by=contact, now=NOW)

    return call
