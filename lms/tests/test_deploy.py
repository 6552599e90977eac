"""The files for a server hold together: three units, one account, and a proxy that logs no more than we do."""

import re

import pytest
from django.conf import settings

from lms.logs import hide

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = ["school-web", "school-worker", "school-backup"]


def hardening(name):
    """The lines of a unit from its account on: what it may do."""
    text = (DEPLOY / f"{name}.service").read_text()
    section = text.partition("[Service]")[2].partition("[Install]")[0]
    return [line for line in section[section.index("User=") :].splitlines() if line]


def test_all_units_are_held_alike():
    web, *others = (hardening(name) for name in UNITS)

    assert [unit == web for unit in others] == [True, True]
    assert {"User=school", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"} <= set(web)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_is_there(name):
    (command,) = re.findall(r"^ExecStart=/srv/school/app/\.venv/bin/python (.+)$", unit(name), re.MULTILINE)

    started = command.split()
    assert (settings.BASE_DIR / started[0]).is_file() or started[:2] == ["-m", "gunicorn"]


def unit(name):
    return (DEPLOY / f"{name}.service").read_text()


def logged(path):
    """What ``deploy/nginx.conf`` writes into its log for ``path``."""
    (rules,) = re.findall(r"map \$uri \$logged_uri \{(.+?)\n\}", (DEPLOY / "nginx.conf").read_text(), re.DOTALL)
    for pattern, shown in re.findall(r'~(\S+)\s+"\$\{before\}(\S+)";', rules):
        if found := re.match(pattern.replace("?<", "?P<"), path):
            return found["before"] + shown
    return path


SECRET = [
    "/my/calendar/Zk3-x_9.ics",
    "/en/my/calendar/Zk3-x_9.ics",
    "/account/confirm-email/MQ:1abc:xyz/",
    "/account/password/reset/key/1-d0p-abc/",
    "/c/7K2M-9QXA-4TRB",
    "/en/c/7K2M-9QXA-4TRB",
    "/my/certificates/7K2M-9QXA-4TRB.pdf",
]


@pytest.mark.parametrize("path", SECRET)
def test_the_proxy_logs_no_address_that_opens_a_door(path):
    secret = path.rstrip("/").rpartition("/")[2].partition(".")[0]

    assert secret not in logged(path)
    assert secret not in hide(path)


@pytest.mark.parametrize("path", ["/", "/kursy/biudzhet/", "/my/", "/en/courses/", "/static/css/base.css"])
def test_the_proxy_logs_other_addresses_as_they_are(path):
    assert logged(path) == path


def test_the_proxy_hands_out_pictures_alone():
    text = (DEPLOY / "nginx.conf").read_text()

    served = re.findall(r"location ([^{]+?) \{\s*root (\S+);", text)
    assert ("~ ^/media/(images|original_images)/", "/var/lib/school") in served
    assert "location /media/ { return 404; }" in text
