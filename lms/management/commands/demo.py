"""``manage.py demo``: the whole school on one machine – database, demo data, web server and worker together."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.schedules import sync_schedules

PATIENCE = 20  # seconds that a process gets to finish what it does


class Command(BaseCommand):
    help = "Run the demonstration school: migrate, load it once, start web server and worker; Ctrl-C stops both."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port, **options):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
            call_command("migrate", verbosity=0)
            sync_schedules(now=timezone.now())
            call_command("load_demo", stdout=self.stdout)
            self.serve(port)
        except KeyboardInterrupt:
            self.stdout.write("\nThe school is closed. Its data are kept; make demo opens it again.")

    def serve(self, port):
        """Start both, wait for either to end or for Ctrl-C, then stop both."""
        web = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--config", "gunicorn.conf.py"]
        web += ["--bind", f"127.0.0.1:{port}"]
        worker = [sys.executable, "manage.py", "qcluster"]
        # Sessions of their own: a Ctrl-C reaches this process only, which then stops both in order.
        processes = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True) for command in (web, worker)
        ]
        self.stdout.write(f"\nOpen http://localhost:{port}/ in a browser. Ctrl-C here closes the school.\n")
        self.stdout.flush()
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        finally:
            for process in processes:
                stop(process)
        raise CommandError("The web server or the worker ended by itself; what it said stands above.")


def stop(process):
    """End a process kindly, and after a while anyhow, with whatever it started."""
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
