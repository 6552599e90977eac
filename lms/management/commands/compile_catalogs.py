"""``manage.py compile_catalogs``: translations ready to use, without the gettext programs."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import get_language, override
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    help = "Compile every .po catalogue into the .mo file that Django reads."
    requires_system_checks = []

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                compile_catalog(source)


def compile_catalog(source):
    """Write the .mo beside ``source``; this process, which may have looked for it before it was there, reads it too."""
    compiled = source.with_suffix(".mo")
    polib.pofile(str(source)).save_as_mofile(str(compiled))
    with override(get_language()):
        translation_file_changed(sender=None, file_path=compiled)
