"""Tests: fast hashing, mail and files in memory, tasks run at once, the database from ``DATABASE_URL`` or SQLite."""

from . import environment as env
from .base import *  # noqa: F403
from .base import DATABASES, WEBINAR_ROOMS

SECRET_KEY = "test-only-key-0123456789-0123456789-0123456789-0123456789"
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LOCALE_PATHS = []  # tests read the texts as the code has them; the catalogues have tests of their own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REPLIES_HOST = BOUNCES_EMAIL = ""
TASKS = {"default": {"BACKEND": "tests.indexing.LateIndexes"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = False
BADGE_KEYS_FILE = SIGNING_KEY_FILE = SIGNING_STAMP_URL = ""
WEBINAR_ROOMS = {
    **WEBINAR_ROOMS,
    "OPTIONS": {
        **WEBINAR_ROOMS["OPTIONS"],
        "url": "https://meet.school.test",
        "app_id": "school",
        "app_secret": "test-secret-test-secret-test-secret-32",
    },
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = ":memory:"
    # Each process that tests has a memory of its own; what pytest-django appends to the name then says nothing.
    in_memory = "file:school_tests?mode=memory&cache=shared&process=one"
    DATABASES["default"]["TEST"] = {"NAME": env.text("TEST_SQLITE", in_memory)}
