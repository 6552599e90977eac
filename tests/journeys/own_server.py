"""The school in a process of its own, as a real one is served: it can be killed in the middle and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection


class OwnServer:
    """``start`` and ``kill`` as often as one likes, at one ``address``; SQLite's file is a copy in ``folder``."""

    def __init__(self, folder):
        self.folder, self.process = folder, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def take_database(self):
        """What the test has built so far; later changes of the test do not reach the copy."""
        if connection.vendor == "sqlite":
            file = self.folder / "school.sqlite3"
            connection.cursor().execute("VACUUM INTO %s", [str(file)])
            self.database = f"sqlite:///{file}"
        else:
            parts = urlsplit(os.environ["DATABASE_URL"])
            self.database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--config", "/dev/null", "--log-level", "error"]
        command += [
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "1",
            "--threads",
            "8",
        ]  # browsers open more than they use
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "ENV_FILE": "",
            "DEBUG": "no",
            "DATABASE_URL": self.database,
            "SECRET_KEY": settings.SECRET_KEY,  # who is signed in stays so
            "SITE_URL": self.address,
            "VAR_DIR": str(self.folder),
        }
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
        for _attempt in range(300):
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self):
        """As a power cut does: the master and its workers at once, without a word to them."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
