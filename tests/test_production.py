"""The production settings in a process of their own: complete, they pass; incomplete, they say what is missing."""

import json
import os
import re
import subprocess
import sys
from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command

from certificates.badges.keys import new_file
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


@pytest.fixture(scope="module")
def badge_keys(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "badge-keys.pem"
    path.touch(mode=0o600)
    path.write_bytes(new_file())
    return str(path)


@pytest.fixture
def run(tmp_path, badge_keys):
    """``run("-m", "gunicorn", SITE_URL="")``: Python with the production settings and this environment alone."""

    def run(*arguments, **changes):
        environment = {**COMPLETE, "BADGE_KEYS_FILE": badge_keys, **changes}
        environment |= {"VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"], "ENV_FILE": ""}
        environment["DJANGO_SETTINGS_MODULE"] = "lms.settings.production"
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)

    return run


@pytest.fixture
def manage(run):
    """``manage("check", "--deploy", SITE_URL="")``: manage.py in the same way."""
    return partial(run, "manage.py")


def test_check_deploy_accepts_the_complete_settings(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "System check identified no issues (3 silenced).\n"  # Wagtail’s preview frame, HSTS


BROKEN = {
    "SECRET_KEY": "",
    "SITE_URL": "http://school.example.org",
    "MAIL_FROM": "",
    "MAIL_STARTTLS": "yes",
    "MAIL_TLS": "yes",
    "JITSI_APP_SECRET": "",
    "SSL_REDIRECT": "no",
}
IDS = {"security.W009", "lms.E001", "lms.E002", "lms.E005", "lms.E008", "lms.W003", "security.W008"}


def test_check_deploy_names_all_that_is_missing_at_once(manage):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **BROKEN)

    assert done.returncode == 1
    assert set(re.findall(r"\?: \(([a-z]+\.[EW]\d+)\)", done.stderr)) == IDS


def test_a_broken_number_is_named(manage):
    done = manage("check", MAIL_PORT="twenty-five")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("MAIL_PORT must be a whole number, not 'twenty-five'.")


WHO_IS_MAILED = """
import json, logging, django
django.setup()
from django.utils.log import AdminEmailHandler
def mailers(name):
    logger = logging.getLogger(name)
    while logger:
        yield from (h.reporter_class.__name__ for h in logger.handlers if isinstance(h, AdminEmailHandler))
        logger = logger.parent if logger.propagate else None
print(json.dumps({name: list(mailers(name)) for name in ["django.request", "django.security", "django-q"]}))
"""


def test_an_error_is_mailed_once_and_without_the_request(run):
    """Django brings a mail handler of its own, which would send cookies and form fields along."""
    done = run("-c", WHO_IS_MAILED)

    assert json.loads(done.stdout) == {
        "django.request": ["DiscreetReporter"],
        "django.security": ["DiscreetReporter"],
        "django-q": [],
    }


SETTINGS = """
import json
from django.conf import settings
print(json.dumps([settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.SECURE_PROXY_SSL_HEADER, settings.DEMO_ALLOWED]))
"""


@pytest.mark.parametrize(
    ("behind", "expected"),
    [("yes", [1, ["HTTP_X_FORWARDED_PROTO", "https"], False]), ("no", [0, None, False])],
)
def test_the_proxy_is_believed_only_when_there_is_one(run, behind, expected):
    assert json.loads(run("-c", SETTINGS, BEHIND_PROXY=behind).stdout) == expected


def test_gunicorn_takes_its_settings_from_the_same_place(run):
    command = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "--print-config", "lms.wsgi"]

    done = run(*command, BIND="unix:/run/school/web.sock", WEB_WORKERS="3")

    shown = dict(line.split(" = ", 1) for line in done.stdout.splitlines() if " = " in line)
    chosen = {key.strip(): value for key, value in shown.items()}
    names = ("bind", "workers", "worker_class", "accesslog", "control_socket_disable")
    assert [chosen[name] for name in names] == ["['unix:/run/school/web.sock']", "3", "gthread", "None", "True"]


def test_our_static_files_are_hashed_and_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": base.STORAGES["staticfiles"]}

    call_command("collectstatic", interactive=False, verbosity=0)

    hashed = sorted(path.name for path in (tmp_path / "css").glob("base.????????????.css*"))
    assert [name.partition(".css")[2] for name in hashed] == ["", ".br", ".gz"]
