"""Both catalogues say everything, and the sources say nothing that the catalogues do not know."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ("uk", "en")
NOT_OURS = shutil.ignore_patterns(".*", "var", "node_modules", "*.mo", "tests", "demo", "benchmarks", "*.ttf")


def catalogue(language, root=ROOT):
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def messages(catalogue):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_missing_or_doubtful(language):
    entries = catalogue(language)

    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_keeps_the_placeholders(language):
    def placeholders(text):
        return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))

    wrong = {
        entry.msgid: entry.msgstr
        for entry in catalogue(language)
        if not entry.msgid_plural and placeholders(entry.msgid) != placeholders(entry.msgstr)
    }

    assert wrong == {}


@pytest.mark.gettext
def test_between_ukrainian_words_stands_the_long_dash():
    said = [text for entry in catalogue("uk") for text in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in said if re.search(r"[^\W\d] [-–] [^\W\d]|[)»] [-–] \w", text)] == []


def test_catalogues_know_every_text_of_the_sources(tmp_path, monkeypatch, settings):
    copy = tmp_path / "school"
    shutil.copytree(ROOT, copy, ignore=NOT_OURS)
    monkeypatch.chdir(copy)
    settings.LOCALE_PATHS = [copy / "locale"]

    call_command("makemessages", locale=list(LANGUAGES), no_obsolete=True, no_location=True, verbosity=0)

    for language in LANGUAGES:
        assert messages(catalogue(language, copy)) == messages(catalogue(language))
