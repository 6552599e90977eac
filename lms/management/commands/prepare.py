"""``manage.py prepare``: all that stands between new code and a running school. After each upgrade, in this order."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from courses.weight import weigh_new_lessons
from lms import staticfiles
from lms.backups.databases import sqlite_paths
from lms.schedules import sync_schedules
from lms.site import sync_site


class Command(BaseCommand):
    help = "Check the settings, compile translations, collect static files, migrate, set site and periodic jobs."

    def add_arguments(self, parser):
        parser.add_argument("--deploy", action="store_true", help="Also demand what a public server needs.")

    def handle(self, *args, deploy, **options):
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        if deploy:
            call_command("check", deploy=True, stdout=self.stdout)
        call_command("compile_catalogs")
        self.say("static files collected" if staticfiles.collect() else "static files are as they were")
        call_command("migrate", interactive=False, verbosity=0)
        keep_to_ourselves(sqlite_paths() if connection.vendor == "sqlite" else [])
        sync_site()
        sync_schedules(now=timezone.now())
        weigh_new_lessons()
        self.say("database, site and periodic jobs are up to date")

    def say(self, what):
        self.stdout.write(f"  {what}")
        self.stdout.flush()


def keep_to_ourselves(files):
    """Whoever else has an account on this machine reads no database, whatever umask it was made with."""
    for path in files:
        if path.is_file():
            path.chmod(0o600)
