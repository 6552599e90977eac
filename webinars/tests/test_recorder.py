"""The script on the recorder's machine, against the school: it goes on where the line broke, and then cleans up."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings as project

from webinars.models import Recording
from webinars.recordings import arriving

from .factories import make_session

pytestmark = pytest.mark.django_db
SCRIPT = project.BASE_DIR / "deploy" / "jibri" / "send_recordings.py"
SECRET = "recordings-secret-of-the-test"
FILM = bytes(range(256)) * 50


@pytest.fixture
def school(client, settings, tasks_wait, monkeypatch):
    """The school's front door on loopback, answered in this thread; ``breaks`` are requests that come to nothing."""
    settings.JITSI_RECORDINGS_SECRET = SECRET
    monkeypatch.setattr(arriving, "A_PART", 5_000)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.asked.append((self.command, self.path))
            if len(self.server.asked) in self.server.breaks:
                return self.send_error(503)
            headers = {"X-School-Signature": self.headers["X-School-Signature"]}
            answer = client.generic(self.command, self.path, body, headers=headers)
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            return self.wfile.write(answer.content)

        def do_PUT(self):
            self.do_POST()

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        server.asked, server.breaks, server.timeout = [], set(), 0.2
        yield server


@pytest.fixture
def folder(tmp_path):
    """As Jibri leaves it."""
    session = make_session()
    place = tmp_path / "recordings" / "xkqpzvbnmrt"
    place.mkdir(parents=True)
    (place / f"{session.room_name}_2027-01-12-12-00-05.mp4").write_bytes(FILM)
    told = {"meeting_url": f"https://meet.school.test/{session.room_name}", "participants": [], "share": True}
    (place / "metadata.json").write_text(json.dumps(told))
    return place


def run(school, folder, *arguments, secret=SECRET):
    key = folder.parent.parent / "school.secret"
    key.write_text(f"{secret}\n")
    values = {"SCHOOL": f"http://127.0.0.1:{school.server_port}", "SECRET_FILE": str(key), "PAUSE": "0"}
    values["JIBRI_RECORDINGS"] = str(folder.parent)
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    with subprocess.Popen(command, env={**os.environ, **values}, stderr=subprocess.PIPE, text=True) as script:
        while script.poll() is None:
            school.handle_request()
        return script.returncode, script.stderr.read()


def test_a_recording_is_brought_and_its_folder_removed(school, folder):
    school.breaks = {1, 3}

    assert run(school, folder, folder) == (0, "")

    recording = Recording.objects.get()
    assert (recording.state, recording.announced_size) == ("waiting", len(FILM))
    parts = [part.file.open("rb").read() for part in recording.parts.order_by("start")]
    assert b"".join(parts) == FILM
    assert not folder.exists()


def test_what_did_not_get_through_stays_and_the_next_call_goes_on(school, folder):
    school.breaks = set(range(3, 8))
    status, said = run(school, folder, folder)
    assert (status, "the next call goes on" in said, folder.exists()) == (1, True, True)
    already = len(school.asked)

    assert run(school, folder) == (0, "")

    assert [path.rpartition("=")[2] for _method, path in school.asked[already + 1 :]] == ["5000", "10000"]
    assert not Path(folder).exists()


def test_a_refusal_is_said_and_nothing_is_lost(school, folder):
    status, said = run(school, folder, folder, secret="another")

    assert (status, folder.exists()) == (1, True)
    assert "403 The signature is missing, wrong or too old." in said
