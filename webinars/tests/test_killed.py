"""kill -9 in every step from a message to a decision: attendance is that of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from certificates.tests.test_run_workers import database_url

from . import webhooks
from .factories import NOON, make_session
from .presence import minutes, registered
from .prosody import EVENTS_SECRET, destroyed, joined, left, occupant

pytestmark = pytest.mark.django_db(transaction=True)


def at(minute):
    return int((NOON + minutes(minute)).timestamp())


def by_event_sync(room, person):
    """Out and back again; the last farewell is lost, and the room is emptied."""
    back = occupant(person.public_id, at(45), jid="b@meet.test/2")
    return [
        ("events", "occupant/joined", joined(room, occupant(person.public_id, at(5)))),
        ("events", "occupant/left", left(room, occupant(person.public_id, at(5), at(40)))),
        ("events", "occupant/joined", joined(room, back)),
        ("events", "room/destroyed", destroyed(room, at(0), at(95), [])),
    ]


def by_webhooks(room, person):
    who = (room, person.public_id)
    moments = [("JOINED", 5), ("LEFT", 40)]
    return [("jaas", webhooks.participant(kind, *who, at=NOON + minutes(minute))) for kind, minute in moments]


@pytest.fixture
def killed(tmp_path):
    """``killed(said)``: what stands in the end after each death, and without one."""

    def run(said):
        scene = tmp_path / "scene.json"
        scene.write_text(json.dumps({"said": said, "ends": (NOON + minutes(100)).isoformat()}))
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "DATABASE_URL": database_url(tmp_path),
            "VAR_DIR": str(tmp_path),
            "ENV_FILE": "",
            "DEBUG": "no",
            "JITSI_EVENTS_SECRET": EVENTS_SECRET,
            "JAAS_WEBHOOK_SECRET": webhooks.SECRET,
        }
        command = [sys.executable, "-m", "webinars.tests.killed", str(scene)]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, timeout=240, check=True
        )
        return json.loads(done.stdout)

    return run


def test_killed_before_any_statement_nothing_is_lost_and_nothing_doubled(killed):
    online, rented = make_session(starts_at=NOON, minutes=100), make_session(starts_at=NOON, minutes=100)
    person, other = registered(online), registered(rented)

    found = killed(by_event_sync(online.room_name, person) + by_webhooks(rented.room_name, other))

    assert found["codes"] == [-signal.SIGKILL, 0]
    assert len(found["after"]) > 30
    assert found["undisturbed"]["messages"] == [6, 0]
    assert found["undisturbed"]["decided"] == [
        [person.pk, "present", 85, "share-1:60"],
        [other.pk, "absent", 35, "share-1:60"],
    ]
    assert [number for number, after in enumerate(found["after"], 1) if after != found["undisturbed"]] == []
