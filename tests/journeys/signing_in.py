"""Into the school without the form: a session cookie, as signing in would leave it."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore


def sign_in(window, person, address):
    """From now on this private window is ``person``'s."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.user_id)
    store[BACKEND_SESSION_KEY] = "people.backends.SchoolBackend"
    store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    store.save()
    window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": address}])
