"""The demonstration keeps to itself: its own settings, its own folder, once at a time."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from lms.management.commands.demo import only_one

REAL_SCHOOL = {
    "DATABASE_URL": "postgres://school:secret@db.example.org/school",
    "REDIS_URL": "redis://queue.example.org/0",
    "SECRET_KEY": "the-key-of-the-real-school",
    "ALLOWED_HOSTS": "school.example.org",
    "MAIL_FROM": "school@example.org",
    "BADGE_KEYS_FILE": "/srv/badge-keys-of-the-real-school.pem",
}
SHOW = """
import json
from django.conf import settings as s
database = s.DATABASES["default"]
print(json.dumps({
    "database": [database["ENGINE"], str(database["NAME"])],
    "files": [str(s.MEDIA_ROOT), str(s.PRIVATE_ROOT), str(s.EMAIL_FILE_PATH)],
    "queue": s.Q_CLUSTER.get("redis"),
    "debug": s.DEBUG,
    "key": s.SECRET_KEY,
    "badges": s.BADGE_KEYS_FILE,
    "sender": s.DEFAULT_FROM_EMAIL,
    "mail": s.EMAIL_BACKEND,
}))
"""


def demo_settings(folder, **environment):
    environment |= {"DJANGO_SETTINGS_MODULE": "lms.settings.demo", "VAR_DIR": str(folder), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", SHOW]
    done = subprocess.run(command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_nothing_said_of_the_real_school_reaches_the_demonstration(tmp_path):
    folder = tmp_path / "demo"

    assert demo_settings(tmp_path, **REAL_SCHOOL) == {
        "database": ["django.db.backends.sqlite3", str(folder / "school.sqlite3")],
        "files": [str(folder / "media"), str(folder / "private"), str(folder / "mail")],
        "queue": None,
        "debug": False,
        "key": "demonstration-only-key-never-used-in-production-0123456789",
        "badges": str(folder / "badge-keys.pem"),
        "sender": "school@localhost",
        "mail": "django.core.mail.backends.filebased.EmailBackend",
    }


def test_a_folder_may_have_any_name(tmp_path):
    folder = tmp_path / "школа #1 100%41"

    assert demo_settings(folder)["database"][1] == str(folder / "demo" / "school.sqlite3")


def test_demo_does_not_run_on_the_settings_of_a_school():
    with pytest.raises(CommandError, match="start it with make demo"):
        call_command("demo")


def test_load_demo_refuses_a_real_school(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match="real school"):
        call_command("load_demo")


def test_a_folder_holds_one_running_demonstration_whose_address_is_told(tmp_path):
    with only_one(tmp_path / "running", says="http://localhost:9000/"):
        second = only_one(tmp_path / "running", says="http://localhost:9001/")
        with pytest.raises(CommandError, match="runs already, at http://localhost:9000/$"):
            second.__enter__()

    with only_one(tmp_path / "running", says="http://localhost:9002/"):
        assert (tmp_path / "running").read_text() == "http://localhost:9002/"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "demo" / "running").mkdir(parents=True)  # where a file should be
    environment = {
        "VAR_DIR": str(tmp_path),
        "ENV_FILE": "",
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "lms.settings.demo",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"CommandError: The school cannot run in {tmp_path}/demo: [Errno 21] Is a directory: '{tmp_path}/demo/running'"
    ]
