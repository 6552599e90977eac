"""The production settings in a process of their own: complete, they pass; incomplete, they say what is missing."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from lms.settings import base

COMPLETE = {
    "SECRET_KEY": "wT7-pQ2mZk9_vR4xLs6yBn1cHd8fJg3aUe5oIi0tXw2rEq7zMp",
    "SITE_URL": "https://school.example.org",
    "MAIL_FROM": "school@example.org",
    "MAIL_HOST": "mail.example.org",
    "JITSI_URL": "https://meet.example.org",
    "JITSI_APP_ID": "school",
    "JITSI_APP_SECRET": "a-secret-of-at-least-thirty-two-letters",
}


@pytest.fixture
def manage(tmp_path):
    """``manage("check", "--deploy", SITE_URL="")``: run manage.py with the production settings and this environment."""

    def run(*arguments, **changes):
        environment = {**COMPLETE, **changes, "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
        environment["DJANGO_SETTINGS_MODULE"] = "lms.settings.production"
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)

    return run


def test_check_deploy_accepts_the_complete_settings(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "System check identified no issues (1 silenced).\n"  # the frame of Wagtail's preview


BROKEN = {
    "SECRET_KEY": "",
    "SITE_URL": "http://school.example.org",
    "MAIL_FROM": "",
    "MAIL_STARTTLS": "yes",
    "MAIL_TLS": "yes",
    "JITSI_APP_SECRET": "",
    "SSL_REDIRECT": "no",
}
IDS = {"security.W009", "lms.E001", "lms.E002", "lms.E005", "lms.W003", "security.W008"}


def test_check_deploy_names_all_that_is_missing_at_once(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **BROKEN)

    assert done.returncode == 1
    assert set(re.findall(r"\?: \(([a-z]+\.[EW]\d+)\)", done.stderr)) == IDS


def test_a_broken_number_is_named(manage):
    done = manage("check", MAIL_PORT="twenty-five")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("MAIL_PORT must be a whole number, not 'twenty-five'.")


def test_our_static_files_are_hashed_and_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": base.STORAGES["staticfiles"]}

    call_command("collectstatic", interactive=False, verbosity=0)

    hashed = sorted(path.name for path in (tmp_path / "css").glob("base.????????????.css*"))
    assert [name.partition(".css")[2] for name in hashed] == ["", ".br", ".gz"]
