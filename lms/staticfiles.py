"""Collecting static files takes ten seconds of hashing and compressing: done only when a file has changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "collected.sha256"


def fingerprint():
    """Changes with the name, the size or the time of any static file that the apps bring."""
    found = sorted(
        f"{storage.path(name)} {storage.size(name)} {storage.get_modified_time(name).timestamp()}"
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return hashlib.sha256("\n".join([settings.STORAGES["staticfiles"]["BACKEND"], *found]).encode()).hexdigest()


def collect():
    """Make ``STATIC_ROOT`` hold today's files; True when there was something to do."""
    stamp, today = settings.STATIC_ROOT / STAMP, fingerprint()
    if stamp.is_file() and stamp.read_text() == today:
        return False
    stamp.unlink(missing_ok=True)  # an interrupted run is done again
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(today)
    return True
