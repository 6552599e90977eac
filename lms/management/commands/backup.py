"""``manage.py backup /srv/backups --keep 14``: the whole school in one file, made while it runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.backups import BackupError
from lms.backups.school import back_up

NAME = "school-{:%Y-%m-%dT%H%M%S}Z.tar.gz"


class Command(BaseCommand):
    help = "Write database, media and private files into one file with checksums; .env is yours to keep elsewhere."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Where to put it, best on another disk.")
        parser.add_argument("--keep", type=int, default=0, help="Delete all but so many of the newest; 0 keeps all.")

    def handle(self, *args, folder, keep, **options):
        now = timezone.now()
        path = folder / NAME.format(now)
        try:
            number = back_up(path, now=now)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"{path}: {number} files, {path.stat().st_size / 1_000_000:.1f} MB")
        if keep > 0:
            for old in sorted(folder.glob("school-*Z.tar.gz"))[:-keep]:
                old.unlink()
