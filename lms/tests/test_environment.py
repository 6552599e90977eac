"""The process environment is read in one place, and every name in it is explained in ``.env.example``."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

READ = re.compile(r'(?:\b(?:text|flag|number|words)\(|os\.environ\.(?:get|setdefault)\(|os\.environ\[)"([A-Z][A-Z_]+)"')
DOCUMENTED = re.compile(r"^#?([A-Z][A-Z_]+)=(.*)$")
READERS = ["manage.py", "gunicorn.conf.py", "lms/wsgi.py", "lms/settings/*.py"]


def example():
    return (settings.BASE_DIR / ".env.example").read_text().splitlines()


def names_read():
    sources = [path for pattern in READERS for path in settings.BASE_DIR.glob(pattern)]
    return {name for path in sources for name in READ.findall(path.read_text())}


def names_documented():
    return [found[1] for line in example() if (found := DOCUMENTED.match(line))]


def test_every_name_read_is_documented_and_every_name_documented_is_read():
    assert sorted(names_documented()) == sorted(names_read())


def test_every_name_has_a_sentence_of_its_own():
    lines = example()

    bare = [line for above, line in zip(lines, lines[1:], strict=False) if DOCUMENTED.match(line) and above[:2] != "# "]

    assert bare == []


def test_nothing_else_reads_the_environment():
    """Settings are asked of Django; the environment would answer differently in tests and in workers."""
    apps = (
        "people",
        "content",
        "calendars",
        "webinars",
        "courses",
        "conferences",
        "consultations",
        "surveys",
        "certificates",
        "home",
        "lms",
    )
    readers = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in apps
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if "tests" not in path.parts and re.search(r"\bos\.(environ|getenv)", path.read_text())
    }

    # The third hands the whole of it on to PostgreSQL’s programs, and reads nothing in it.
    assert readers == {"lms/settings/environment.py", "lms/wsgi.py", "lms/backups/databases.py"}


@pytest.fixture
def dotenv(tmp_path, monkeypatch):
    """``dotenv(text)``: the environment after reading a file with that text, and nothing else."""
    environ = {"SET": "before"}
    monkeypatch.setattr(env, "os", SimpleNamespace(environ=environ))

    def read(text):
        path = tmp_path / ".env"
        path.write_text(text, encoding="utf-8")
        env.read_dotenv(path)
        return environ

    return read


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=plain", "plain"),
        ("NAME = spaced out ", "spaced out"),
        ('NAME="in quotes"', "in quotes"),
        ("NAME='in quotes'", "in quotes"),
        ("NAME=ends with a quote'", "ends with a quote'"),
        ("NAME='", "'"),
        ("NAME=p@ss=w#rd", "p@ss=w#rd"),
        ("NAME=Школа", "Школа"),
        ("NAME=", ""),
    ],
)
def test_dotenv_line_is_read_as_it_is_meant(dotenv, line, value):
    assert dotenv(line)["NAME"] == value


def test_dotenv_leaves_out_comments_blank_lines_and_what_is_set_already(dotenv):
    assert dotenv("# NAME=a\n\nno sign\nSET=after\n") == {"SET": "before"}


def test_dotenv_that_is_not_there_is_no_error(tmp_path):
    assert env.read_dotenv(tmp_path / ".env") is None


@pytest.mark.parametrize(("value", "default", "meant"), [("Yes", False, True), ("0", True, False), ("", True, True)])
def test_flag_knows_yes_and_takes_blank_for_not_set(monkeypatch, value, default, meant):
    monkeypatch.setenv("NAME", value)

    assert env.flag("NAME", default=default) is meant


@pytest.mark.parametrize(("value", "meant"), [("12", 12), ("", 7)])
def test_number_is_whole_and_takes_blank_for_not_set(monkeypatch, value, meant):
    monkeypatch.setenv("NAME", value)

    assert env.number("NAME", 7) == meant


def test_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("NAME", "many")

    with pytest.raises(ImproperlyConfigured, match="NAME must be a whole number, not 'many'"):
        env.number("NAME", 7)


def test_words_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("NAME", " a@example.org, ,b@example.org ")

    assert env.words("NAME") == ["a@example.org", "b@example.org"]
    assert env.words("ANOTHER_NAME", "c") == ["c"]


def test_forget_takes_away_what_is_there(monkeypatch):
    monkeypatch.setenv("NAME", "value")

    env.forget("NAME", "NAME")

    assert env.text("NAME", "nothing") == "nothing"
