"""The one place that reads the process environment (https://12factor.net/config).

Every setting an operator may turn has a name here and a line in ``.env.example``.
A ``.env`` file beside ``manage.py`` is read first (``ENV_FILE`` names another one, blank means none); the real
environment wins over it.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]


def read_dotenv(path):
    """Put ``KEY=value`` lines of ``path`` into the environment unless a value is already there."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        key, sign, value = line.strip().partition("=")
        if sign and not key.startswith("#"):
            os.environ.setdefault(key.strip(), unquoted(value.strip()))


def unquoted(value):
    """``value`` without the pair of quotes around it; a quote that stands alone belongs to the value."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def forget(*names):
    """Take values away before the settings read them: what is said for the real school is not for its demo."""
    for name in names:
        os.environ.pop(name, None)


read_dotenv(BASE_DIR / os.environ.get("ENV_FILE", ".env"))


def text(name, default=""):
    """A text value; blank counts as not set."""
    return os.environ.get(name) or default


def flag(name, *, default=False):
    """A yes/no value: 1, true, yes, on (any case) mean yes."""
    value = os.environ.get(name)
    return default if not value else value.lower() in {"1", "true", "yes", "on"}


def number(name, default):
    """A whole number."""
    value = os.environ.get(name) or default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def words(name, default=""):
    """A comma-separated list without blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


VAR_DIR = BASE_DIR / text("VAR_DIR", "var")  # all that the running school writes: database, media, certificates
