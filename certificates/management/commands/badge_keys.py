"""``manage.py badge_keys``: the keys that sign badges – which there are; make the first ones, or new ones."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certificates.badges.exceptions import BadgesOff
from certificates.badges.issuer import did, key_id
from certificates.badges.keys import key_ring, new_file, parsed


class Command(BaseCommand):
    help = "Show the keys that sign badges. --make makes them, --rotate makes new ones and keeps the former public."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--make", action="store_true", help="Make the file, unless it is there.")
        what.add_argument("--rotate", action="store_true", help="Sign with new keys; former ones still verify.")

    def handle(self, *args, make, rotate, **options):
        if not settings.BADGE_KEYS_FILE:
            raise CommandError("Set BADGE_KEYS_FILE to the path of a file only the school's account may read.")
        path = Path(settings.BADGE_KEYS_FILE)
        try:
            if make and not path.exists():
                write(path, new_file())
            if rotate:
                write(path, rotated(path))
            ring = key_ring()
        except BadgesOff as off:
            raise CommandError(f"{path}: {off} {off.advice}") from off
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        self.report(ring)

    def report(self, ring):
        signing = [ring.rsa.public_key(), ring.ed25519.public_key()]
        self.stdout.write(f"Badges are issued by {did()}.")
        for key in ring.public:
            self.stdout.write(f"  {'signs  ' if key in signing else 'former '} {key_id(key)}")


def rotated(path):
    """New keys, and what there is as public ones. Raises ``BadgesOff`` when what there is cannot be read."""
    former = path.read_bytes()
    try:
        parsed(former)
    except BadgesOff as off:
        if off.code != "incomplete":
            raise
    return new_file(former)


def write(path, pem):
    """All of it or nothing, and for nobody else's eyes from the first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
