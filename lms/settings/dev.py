"""A developer's machine: SQLite, mail into files, pages that explain an error."""

from . import environment as env
from .base import *  # noqa: F403
from .base import INSTALLED_APPS, STORAGES, VAR_DIR

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY", "development-only-key-never-used-in-production-0123456789")
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
REPLIES_HOST = ""  # a real school's mailbox is not read from here
