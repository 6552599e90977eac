"""``manage.py demo``: the whole school on one machine – database, demo data, web server and worker together."""

import fcntl
import io
import signal
import sys
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from lms.processes import ENDINGS, Processes
from lms.site import sync_site


class Command(BaseCommand):
    help = "Run the demonstration school: prepare and load it, start web server and worker; Ctrl-C stops both."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port, **options):
        if settings.SETTINGS_MODULE != "lms.settings.demo":
            raise CommandError("The demonstration has settings and data of its own: start it with make demo.")
        for number in ENDINGS:
            signal.signal(number, signal.default_int_handler)
        self.closing = "Loading was interrupted; make demo begins it again."
        try:
            settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
            with only_one(settings.VAR_DIR / "running", says=f"http://localhost:{port}/"):
                self.load()
                self.serve(port)
        except (OSError, OperationalError) as error:  # a full disk, a folder that may not be written
            raise CommandError(f"The school cannot run in {settings.VAR_DIR}: {error}") from error
        except KeyboardInterrupt:
            self.stdout.write(f"\n{self.closing}")

    def load(self):
        self.stdout.write("Preparing the school …")
        self.stdout.flush()
        call_command("badge_keys", make=True, stdout=io.StringIO())
        call_command("prepare", stdout=self.stdout)
        call_command("load_demo", stdout=self.stdout)
        sync_site()  # the first run made it just now

    def serve(self, port):
        """Start both, wait for either to end or for Ctrl-C, then stop both."""
        self.closing = "The school is closed. Its data are kept; make demo opens it again."
        web = ["-m", "gunicorn", "lms.wsgi", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
        with Processes([sys.executable, *web], [sys.executable, "manage.py", "qcluster"]) as processes:
            if processes.answer_on(port):
                self.stdout.write(f"\nOpen http://localhost:{port}/ in a browser. Ctrl-C here closes the school.\n")
                self.stdout.flush()
            processes.wait_for_one_to_end()
        raise CommandError("The web server or the worker ended by itself; what it said stands above.")


@contextmanager
def only_one(path, *, says):
    """Hold the file at ``path``; while somebody else does, refuse with the address that they left in it."""
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CommandError(f"The demonstration of this folder runs already, at {lock.read().strip()}") from None
        lock.truncate(0)
        lock.write(says)
        lock.flush()
        yield
