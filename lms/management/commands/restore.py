"""``manage.py restore FILE``: a backup becomes the school again, whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lms.backups import BackupError
from lms.backups.school import restore


class Command(BaseCommand):
    help = "Bring a backup back into an empty school, after proving its checksums; then run prepare."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Replace the school that is here; stop it before.")
        parser.add_argument("--check", action="store_true", help="Prove the file, and change nothing.")

    def handle(self, *args, file, force, check, **options):
        try:
            manifest = restore(file, force=force, only_check=check)
        except (BackupError, OSError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        what = f"backup of {manifest['made_at']}, {len(manifest['files'])} files"
        self.stdout.write(f"Sound: {what}." if check else f"Restored: {what}. Now: manage.py prepare --deploy")
