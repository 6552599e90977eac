"""The demonstration school, loaded once for all tests that look at it; the root conftest keeps them together."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from certificates.badges.keys import new_file
from home.management.commands import load_demo

from .loading import IN_MEMORY, load


def forget_statistics():
    """What others rolled back: PostgreSQL takes such tables for empty, and then reads all their pages at each query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@pytest.fixture(scope="package")
def school(django_db_setup, django_db_blocker, tmp_path_factory):
    """The loaded school; after the last test of this package it is gone. Loading it takes longer than all of them."""
    with django_db_blocker.unblock():
        forget_statistics()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setitem(load_demo.QUIET, "EMAIL_BACKEND", IN_MEMORY)
        keys = tmp_path_factory.mktemp("keys") / "badge-keys.pem"
        keys.write_bytes(new_file())
        patch.setattr(settings, "BADGE_KEYS_FILE", str(keys))
        with translation.override("uk"):
            said = load()
        yield said
        transaction.set_rollback(True)
