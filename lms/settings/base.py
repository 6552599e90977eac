"""Settings common to every environment; ``dev``, ``test`` and ``production`` build on them."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from . import environment as env
from .databases import databases
from .environment import BASE_DIR
from .rooms import *  # noqa: F403

VAR_DIR = env.VAR_DIR

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
DEMO_ALLOWED = True  # may this database be filled with invented people whose passwords anybody can read?
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")  # mails and calendars have no request to ask
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", urlsplit(SITE_URL).hostname or "localhost")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "lms",
    "home",
    "certificates",
    "consultations",
    "surveys",
    "courses",
    "conferences",
    "webinars",
    "calendars",
    "content",
    "people",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_q",
    "csp",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.downloads.PlainEncoding",
    "django.middleware.gzip.GZipMiddleware",
    "lms.csp.ContentSecurityPolicy",
    "lms.saving.VaryOnSaveData",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
SESSION_ENGINE = "people.sessions"

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "home.navigation.navigation",
            ],
        },
    }
]

DATABASES = databases(VAR_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
    )
}

# Background work: Django's task API on the django-q2 cluster. The broker gives a task out again ``retry`` seconds after
# it was fetched, so that time covers its wait behind the task before it and its own work: lms.E004 checks the sum.
TASKS = {"default": {"BACKEND": "lms.tasks.DjangoQBackend"}}
Q_CLUSTER = {
    "name": "school",
    "workers": env.number("WORKERS", 1),
    "timeout": 300,
    "retry": 900,
    "max_attempts": 5,
    "ack_failures": False,
    "catch_up": False,
    "save_limit": 500,
    "queue_limit": env.number("WORKERS", 1),  # fetched ahead: one for each worker
    "bulk": 1,
    "poll": 1,
    "label": "Background work",
    **({"redis": REDIS_URL} if REDIS_URL else {"orm": "default"}),
}

# Accounts: an e-mail address is the only name one signs in with.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.SchoolBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_learning"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupDetailsForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "people.accounts.SchoolAccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True

# Languages, time
LANGUAGE_CODE = "uk"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Kyiv"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # forms of the admin mean Kyiv's clock, whoever fills them in and wherever
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = []

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"  # never behind a URL of its own: certificates
SERVE_MEDIA = False  # in production the web server in front hands out pictures
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755  # pictures are read by the web server in front, whatever our umask
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor posts many
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# Mail
SCHOOL_NAME = env.text("SCHOOL_NAME", "Школа громадських активістів")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "school@localhost")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", DEFAULT_FROM_EMAIL)
# Where mails about certificates that cannot be delivered come back to: by an address of its own for each, if set.
BOUNCES_EMAIL = env.text("BOUNCES_EMAIL")
# Where calendar apps answer invitations: read by IMAP if REPLIES_HOST says where (see calendars/replies.py).
REPLIES_EMAIL = env.text("REPLIES_EMAIL", CONTACT_EMAIL)
REPLIES_HOST = env.text("REPLIES_HOST")
REPLIES_PORT = env.number("REPLIES_PORT", 993)
REPLIES_TLS = env.flag("REPLIES_TLS", default=True)
REPLIES_USER = env.text("REPLIES_USER", REPLIES_EMAIL)
REPLIES_PASSWORD = env.text("REPLIES_PASSWORD")
REPLIES_FOLDER = env.text("REPLIES_FOLDER", "INBOX")
ADMINS = [("Operator", address) for address in env.words("OPERATOR_EMAILS")]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("MAIL_HOST", "localhost")
EMAIL_PORT = env.number("MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("MAIL_STARTTLS")
EMAIL_USE_SSL = env.flag("MAIL_TLS")
EMAIL_TIMEOUT = 20

# Wagtail
WAGTAIL_SITE_NAME = SCHOOL_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "content.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "content.SiteDocument"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "mp3",
    "mp4",
    "m4a",
    "odp",
    "ods",
    "odt",
    "ogg",
    "pdf",
    "pptx",
    "rtf",
    "srt",
    "txt",
    "vtt",
    "xlsx",
    "zip",
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 190 * 1024 * 1024  # a little below what the proxy lets through, so that we say why not
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4", "text/vtt"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("uk", "Українська"), ("en", "English")]
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth has the one door, see lms/urls.py
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request about our people to a third party
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_USAGE_COUNT_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # Latin addresses: in mails and messengers Cyrillic ones become %D0%BA%D0%BE…
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "content.reviewing.publish_approved"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Live rooms: see ``rooms.py``
ROOM_EVENTS_KEPT_DAYS = env.number("ROOM_EVENTS_KEPT_DAYS", 90)  # after the decision; they hold names
EMERGENCY_CONTACTS_KEPT_DAYS = env.number("EMERGENCY_CONTACTS_KEPT_DAYS", 14)  # after the last day of a visit

# What certificates bear before year and number: letters that tell whose they are.
CERTIFICATE_PREFIX = env.text("CERTIFICATE_PREFIX", "SSCA")

# The keys that sign badges: a PEM file made by ``manage.py badge_keys --make``. Without one there are no badges.
BADGE_KEYS_FILE = env.text("BADGE_KEYS_FILE")

# The school's own key for PDFs: a PKCS#12 file and what opens it. Without one they are not signed.
SIGNING_KEY_FILE = env.text("SIGNING_KEY_FILE")
SIGNING_KEY_PASSWORD = env.text("SIGNING_KEY_PASSWORD")
SIGNING_VISIBLE = env.flag("SIGNING_VISIBLE")
SIGNING_STAMP_URL = env.text("SIGNING_STAMP_URL")

# Browser security; the Content-Security-Policy itself is in lms/csp.py
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows our own pages in a frame
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for X-Frame-Options: DENY; see above
