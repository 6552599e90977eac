"""A public server behind TLS. What is missing or weak is said by ``manage.py check --deploy`` (see lms/checks.py)."""

from . import environment as env
from .base import *  # noqa: F403

DEMO_ALLOWED = False
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY = env.flag("BEHIND_PROXY", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # else all visitors are one address to the limits on guessing passwords
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=False)
# The other hosts of the domain are their owners' to decide about, and a preload list is hard to come back from.
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]  # noqa: F405
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lms.logs.JsonFormatter"}},
    "filters": {
        "no_secrets": {"()": "lms.logs.HidePersonalData"},
        "not_the_health_check": {"()": "lms.logs.NotTheHealthCheck"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["no_secrets"]},
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["no_secrets", "not_the_health_check"],
            "reporter_class": "lms.logs.DiscreetReporter",
        },
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Named, so that Django's own mail handler goes: it would send the whole request, cookies and form with it.
        "django": {"handlers": ["mail_admins"], "level": "INFO"},
        "django.request": {"level": "WARNING"},
        "django-q": {"level": "WARNING"},  # else two lines for each task; what fails is said
        "gunicorn.http.wsgi": {"level": "ERROR"},  # warns of each HEAD, whose body it drops as it should
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
