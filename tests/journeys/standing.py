"""A site that stands for a whole module: built once, looked at by many tests, gone without a trace at the end."""

from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings
from django.utils.translation import override

from .serving import live_server

# Wagtail leaves the files it draws pictures into to the garbage collector.
LOOSE_FILES = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
STORED = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@contextmanager
def standing(build, *, folder, static=None, **changes):
    """The address of the running site and what ``build()`` made, in Ukrainian, with files in ``folder``.

    Nothing is ever committed: the server shares our connection to the database in memory, so it sees what we see.
    ``static`` wraps the application in place of Django's own handler of static files.
    """
    server = live_server("127.0.0.1")
    if static:
        server.thread.static_handler = static
    storages = {**settings.STORAGES, "default": STORED, **changes.pop("STORAGES", {})}
    changes = {"LOCALE_PATHS": [settings.BASE_DIR / "locale"], "MEDIA_ROOT": folder, "STORAGES": storages, **changes}
    with ExitStack() as stack:
        stack.enter_context(override_settings(**changes))
        stack.enter_context(override("uk"))
        server.start()
        stack.callback(server.stop)
        stack.enter_context(override_settings(SITE_URL=server.url, WAGTAILADMIN_BASE_URL=server.url))
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        yield server.url, build()
