"""Translations are in use as soon as they are compiled, also by the process that compiled them."""

from django.core.management import call_command
from django.utils.translation import get_language, gettext, override

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "An unheard-of word"\nmsgstr "Слово"\n'


def test_what_was_not_translated_a_moment_ago_is(tmp_path, settings):
    folder = tmp_path / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(WORDS, encoding="utf-8")
    settings.LOCALE_PATHS = [tmp_path]

    with override("uk"):
        assert gettext("An unheard-of word") == "An unheard-of word"
        call_command("compile_catalogs")
        assert gettext("An unheard-of word") == "Слово"
        assert get_language() == "uk"
