"""``manage.py demo``: the whole school on one machine – database, demo data, web server and worker together."""

import shutil
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

NEEDED = 300_000_000  # bytes: database, pictures, certificates


class Command(BaseCommand):
    help = "Run the demonstration school: migrate, load it once, start web server and worker; Ctrl-C stops both."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port, **options):
        self.check_machine(port)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        self.serve(port)

    def check_machine(self, port):
        if shutil.disk_usage(settings.BASE_DIR).free < NEEDED:
            raise CommandError("The disk is full: the demonstration needs 300 MB.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(f"Port {port} is taken. Choose another one: make demo PORT={port + 1}") from None

    def serve(self, port):
        """Start both, wait for either to end or for Ctrl-C, then stop both."""
        web = [sys.executable, "-m", "gunicorn", "lms.wsgi:application", "--config", "gunicorn.conf.py"]
        worker = [sys.executable, "manage.py", "qcluster"]
        processes = [
            subprocess.Popen([*web, "--bind", f"127.0.0.1:{port}"], cwd=settings.BASE_DIR),
            subprocess.Popen(worker, cwd=settings.BASE_DIR),
        ]
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.stdout.write(f"\nThe school is open: http://localhost:{port}/   Ctrl-C stops it.\n")
        self.stdout.flush()
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)
