"""What every test relies on, and which tests this machine can run."""

import ctypes
import os
import shutil
from contextlib import nullcontext

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.indexing import indexes_when_looked_at

# No test is about how fast this machine is today. Fixtures are scenes that no example changes for the next.
settings.register_profile(
    "school", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("school")


def has_libical():
    try:
        return ctypes.CDLL("libical.so.3")
    except OSError:
        return None


SCHOOL = "home/tests/loaded/"  # tests that look at the loaded demonstration

# marker → (what must be there, the variable with which CI insists on it)
NEEDS = {
    "postgres": (
        "DATABASE_URL of a PostgreSQL database",
        "REQUIRE_POSTGRES",
        lambda: connection.vendor == "postgresql",
    ),
    "sqlite": ("SQLite as database", "REQUIRE_SQLITE", lambda: connection.vendor == "sqlite"),
    "journey": ("chromium on PATH", "REQUIRE_BROWSER", lambda: shutil.which("chromium")),
    "redis": ("redis-server on PATH", "REQUIRE_REDIS", lambda: shutil.which("redis-server")),
    "libical": ("libical3 on this machine", "REQUIRE_LIBICAL", has_libical),
    "ffmpeg": ("ffmpeg on PATH", "REQUIRE_FFMPEG", lambda: shutil.which("ffmpeg")),
    "gettext": ("xgettext on PATH", "REQUIRE_GETTEXT", lambda: shutil.which("xgettext")),
}


def pytest_collection_modifyitems(config, items):
    """A laptop leaves out what it has no means for; CI names its means and fails when one is missing."""
    missing = {marker for marker, (_what, _variable, is_there) in NEEDS.items() if not is_there()}
    for marker in sorted(missing):
        what, variable, _is_there = NEEDS[marker]
        if os.environ.get(variable):
            raise pytest.UsageError(f"{variable} is set, but there is no {what}.")
    left_out = [item for item in items if any(item.get_closest_marker(marker) for marker in missing)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=_apart_from_the_school)  # one after the other: one school


def pytest_itemcollected(item):
    """Of several processes each takes whole files, for the sake of their fixtures, and one of them the school."""
    group = item.nodeid.split("::")[0] if _apart_from_the_school(item) else SCHOOL
    item.add_marker(pytest.mark.xdist_group(group))


def _apart_from_the_school(item):
    return not item.nodeid.startswith(SCHOOL)


@pytest.fixture(autouse=True)
def indexes(request):
    """Wagtail's indexes follow each save where queries are counted or a browser looks, else when they are looked at."""
    at_once = any(request.node.get_closest_marker(name) for name in ("indexed", "journey"))
    with nullcontext() if at_once else indexes_when_looked_at():
        yield


@pytest.fixture(autouse=True)
def fresh_start():
    """No test finds another one's language or cache."""
    cache.clear()
    with translation.override("uk"):
        yield
