"""What every test relies on, and which tests this machine can run."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation


def pytest_collection_modifyitems(config, items):
    """Concurrency needs PostgreSQL, journeys need Chromium; CI insists on both, a laptop leaves them out."""
    postgres, browser = connection.vendor == "postgresql", shutil.which("chromium")
    if os.environ.get("REQUIRE_POSTGRES") and not postgres:
        raise pytest.UsageError("REQUIRE_POSTGRES is set, but DATABASE_URL does not name a PostgreSQL database.")
    if os.environ.get("REQUIRE_BROWSER") and not browser:
        raise pytest.UsageError("REQUIRE_BROWSER is set, but there is no chromium on PATH.")
    left_out = [
        item
        for item in items
        if (item.get_closest_marker("postgres") and not postgres)
        or (item.get_closest_marker("journey") and not browser)
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def fresh_start():
    """No test finds another one's language or cache."""
    cache.clear()
    with translation.override("uk"):
        yield
