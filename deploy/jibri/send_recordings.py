#!/usr/bin/env python3
"""Bring the recordings of a Jibri to the school. Needs nothing but Python 3.7.

Jibri calls it with the folder of one recording when that ends; cron calls it without a folder every few minutes, for
what did not get through. Each folder stays until all of it is there, and is then removed. See docs/jitsi.md.

    JIBRI_RECORDINGS=/srv/recordings SCHOOL=https://school.example.org SECRET_FILE=/etc/jitsi/jibri/school.secret
"""

import base64
import fcntl
import hmac
import json
import os
import pathlib
import shutil
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

SCHOOL = os.environ.get("SCHOOL", "").rstrip("/")
SECRET_FILE = os.environ.get("SECRET_FILE", "/etc/jitsi/jibri/school.secret")
TRIES = 5
PAUSE = float(os.environ.get("PAUSE", "10"))  # seconds, doubled each time


def ask(method, path, body):
    """(status, what the school answered); tried again while the line or the school is away."""
    secret = pathlib.Path(SECRET_FILE).read_text().strip().encode()
    for number in range(TRIES):
        seconds = str(int(time.time()))
        words = f"{seconds}.{method} {path}\n".encode() + body
        signed = base64.b64encode(hmac.new(secret, words, "sha256").digest()).decode()
        headers = {"X-School-Signature": f"t={seconds},v1={signed}", "Content-Type": "application/octet-stream"}
        request = urllib.request.Request(SCHOOL + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            if refusal.code < 500:
                text = refusal.read()
                return refusal.code, json.loads(text) if text.startswith(b"{") else {}
        except OSError:
            pass
        time.sleep(PAUSE * 2**number)
    raise SystemExit("the school does not answer; the next call goes on")


def bring(folder):
    """Send the film in ``folder``; True once the school has all of it."""
    films, told = sorted(folder.glob("*.mp4")), folder / "metadata.json"
    if not films or not told.exists():
        return False  # Jibri still writes
    film = films[0]
    announced = {
        "id": folder.name,
        "size": film.stat().st_size,
        "recorded_at": datetime.fromtimestamp(film.stat().st_mtime, UTC).isoformat(),
        "meeting_url": json.loads(told.read_text())["meeting_url"],
    }
    status, answer = ask("POST", "/jitsi/recordings", json.dumps(announced).encode())
    if status != 201:
        raise SystemExit(f"{folder.name}: {status} {answer.get('message', '')}")
    offset = answer["offset"]
    with film.open("rb") as data:
        while offset < announced["size"]:
            data.seek(offset)
            status, said = ask("PUT", f"{answer['put']}?at={offset}", data.read(answer["part"]))
            if status not in (200, 409):
                raise SystemExit(f"{folder.name}: {status} {said.get('message', '')}")
            offset = said["offset"]
    return True


def main():
    given = [pathlib.Path(path) for path in sys.argv[1:]]
    root = pathlib.Path(os.environ.get("JIBRI_RECORDINGS", "/srv/recordings"))
    with (root / ".school.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one at a time: a second call waits and finds nothing left
        for folder in given or sorted(path for path in root.iterdir() if path.is_dir()):
            if folder.is_dir() and bring(folder):
                shutil.rmtree(folder)


if __name__ == "__main__":
    main()
