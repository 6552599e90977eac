"""``manage.py prepare``: site, static files and periodic jobs are as the settings and the code want them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_q.models import Schedule
from wagtail.models import Page, Site

from lms import staticfiles
from lms.management.commands.prepare import keep_to_ourselves
from lms.schedules import JOBS
from lms.settings import base
from lms.site import sync_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://school.example.org", ("school.example.org", 443)),
        ("http://localhost:9000", ("localhost", 9000)),
        ("http://school.test", ("school.test", 80)),
    ],
)
def test_the_default_site_answers_at_the_address_of_the_settings(settings, url, address):
    settings.SITE_URL, settings.SCHOOL_NAME = url, "Школа Полісся"

    sync_site()

    site = Site.objects.get()
    assert ((site.hostname, site.port), site.site_name, site.root_url) == (address, "Школа Полісся", url)


def test_another_site_keeps_its_address(settings):
    settings.SITE_URL = "https://school.example.org"
    other = Site.objects.create(hostname="other.example.org", port=443, root_page=Page.objects.get(depth=1))

    sync_site()

    other.refresh_from_db()
    assert other.hostname == "other.example.org"


@pytest.fixture
def one_folder(settings, tmp_path):
    """Static files from one folder with one file, collected as in production."""
    source, target = tmp_path / "source", tmp_path / "collected"
    source.mkdir()
    (source / "a.css").write_text("a{color:red}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], target
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": base.STORAGES["staticfiles"]}
    return source


def test_static_files_are_collected_once(one_folder, settings):
    assert [staticfiles.collect(), staticfiles.collect()] == [True, False]
    assert len(list(settings.STATIC_ROOT.glob("a.????????????.css"))) == 1


def test_static_files_are_collected_again_when_one_changes_or_the_collection_is_gone(one_folder, settings):
    staticfiles.collect()
    (one_folder / "a.css").write_text("a{color:blue;margin:0}")
    changed = staticfiles.collect()
    (settings.STATIC_ROOT / staticfiles.STAMP).unlink()

    assert (changed, staticfiles.collect()) == (True, True)


def test_static_files_are_collected_again_after_an_interrupted_run(one_folder, monkeypatch):
    staticfiles.collect()
    (one_folder / "b.css").write_text("b{}")
    monkeypatch.setattr(staticfiles, "call_command", interrupt)
    with pytest.raises(KeyboardInterrupt):
        staticfiles.collect()
    (one_folder / "b.css").unlink()
    monkeypatch.undo()

    assert staticfiles.collect() is True


def interrupt(*args, **kwargs):
    raise KeyboardInterrupt


def test_prepare_does_all_of_it_and_twice_is_no_harm(one_folder, settings, tmp_path):
    settings.VAR_DIR, settings.SITE_URL = tmp_path / "var", "https://school.example.org"
    said = StringIO()

    call_command("prepare", stdout=said)
    call_command("prepare", stdout=said)

    assert said.getvalue().split("\n")[:3] == [
        "  static files collected",
        "  database, site and periodic jobs are up to date",
        "  static files are as they were",
    ]
    assert settings.VAR_DIR.is_dir()
    assert Site.objects.get().hostname == "school.example.org"
    assert sorted(Schedule.objects.values_list("name", flat=True)) == sorted(job.name for job in JOBS)


def test_prepare_deploy_stops_before_anything_when_a_setting_is_wrong(one_folder, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"

    with pytest.raises(CommandError, match="lms.E001"):
        call_command("prepare", "--deploy", stdout=StringIO())

    assert not settings.STATIC_ROOT.exists()


def test_the_database_is_for_the_school_alone(tmp_path):
    (tmp_path / "school.sqlite3").touch(mode=0o644)

    keep_to_ourselves([tmp_path / "school.sqlite3", tmp_path / "school.sqlite3-wal"])

    assert (tmp_path / "school.sqlite3").stat().st_mode & 0o777 == 0o600
