"""``make demo``: as in production, but on one machine – no TLS, mail into files, all data in a folder of their own."""

from . import environment as env

# What a shell or a .env says of the real school – its database, queue, key, mailbox – is not for the demonstration.
env.forget("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "MAIL_FROM", "CONTACT_EMAIL", "OPERATOR_EMAILS")
env.forget("REPLIES_HOST", "BOUNCES_EMAIL", "SIGNING_KEY_FILE", "SIGNING_KEY_PASSWORD", "SIGNING_STAMP_URL")
env.VAR_DIR /= "demo"

from .base import *  # noqa: E402, F403 -- base reads what stands above
from .base import ALLOWED_HOSTS, VAR_DIR  # noqa: E402

SECRET_KEY = "demonstration-only-key-never-used-in-production-0123456789"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1"]
SERVE_MEDIA = True
BADGE_KEYS_FILE = str(VAR_DIR / "badge-keys.pem")  # made by the command that runs the demonstration
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
LOGGING = {  # the address and the logins stay in sight; what goes wrong is said
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
