"""The one place that reads the process environment (https://12factor.net/config).

Every setting an operator may turn has a name here and a line in ``.env.example``.
A ``.env`` file beside ``manage.py`` is read first; the real environment wins over it.
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
            os.environ.setdefault(key.strip(), value.strip().strip("\"'"))


read_dotenv(BASE_DIR / ".env")


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
