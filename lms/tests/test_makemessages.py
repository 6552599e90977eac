"""Collecting texts guesses nothing and takes nothing that no visitor reads."""

import polib
import pytest
from django.core.management import call_command

pytestmark = pytest.mark.gettext
BEFORE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Enroll in the course"
msgstr "Записатися на курс"

msgid "Gone"
msgstr "Зникло"
"""


def test_new_texts_stay_empty_and_tests_stay_out(tmp_path, monkeypatch, settings):
    for name, text in {"views.py": "Enroll in the courses", "tests/test_views.py": "Only in a test"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f'from django.utils.translation import gettext as _\n\n_("{text}")\n')
    catalogue = tmp_path / "locale" / "uk" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(BEFORE, encoding="utf-8")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["uk"], verbosity=0)

    entries = polib.pofile(str(catalogue))
    assert [(entry.msgid, entry.msgstr, entry.fuzzy, entry.occurrences) for entry in entries] == [
        ("Enroll in the courses", "", False, [])
    ]
