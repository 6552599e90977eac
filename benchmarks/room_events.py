"""A busy room: join events a second, a burst of them, and 500 people at the door of one session.

    python benchmarks/room_events.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/room_events.py          PostgreSQL; use an empty database

Starts gunicorn as ``pages.py`` does: for the events with one process on one core, whose requests come from the others.
Each event is a request of its own, as Prosody sends it. Stops with an error if one was refused or is not kept. Then 500
people, each registered and signed in, open the page of the door within a minute.
"""

import http.client
import json
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from pages import ROOT, cpu_seconds, free_port, start_server

SECONDS = int(os.environ.get("SECONDS", "60"))
BURST, BURST_SECONDS, PEOPLE, SENDERS = 2_000, 5, 500, 8
SECRET = "secret-of-the-benchmark"


def prepare():
    """A session that is on, and people with a seat in it."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from benchmarks.scene import signed_in  # noqa: PLC0415 -- needs django.setup
    from people.models import Person, User  # noqa: PLC0415 -- needs django.setup
    from webinars.models import EventPage, Session  # noqa: PLC0415 -- needs django.setup

    now, event = timezone.now(), EventPage.objects.filter(kind="webinar").first()
    session = Session.objects.create(
        event=event, starts_at=now, ends_at=now + timedelta(hours=3), state="scheduled", created_at=now, updated_at=now
    )
    cookies = []
    for number in range(PEOPLE):
        user = User.objects.create(email=f"door-{number}@school.example")
        person = Person.objects.create(user=user, email=user.email, legal_name=f"Оля Ґудзь {number}")
        session.registrations.create(person=person, created_at=now)
        cookies.append(signed_in(person)["Cookie"])
    return session, cookies


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers or {})
    status = connection.getresponse()
    status.read()
    connection.close()
    return status.status


class Teller:
    """Tells of one more person each time, and counts what was taken."""

    def __init__(self, port, room):
        self.port, self.room, self.number, self.lock = port, room, 0, threading.Lock()
        self.taken, self.refused, self.times = 0, 0, []

    def tell(self):
        with self.lock:
            self.number += 1
            number = self.number
        said = {"occupant_jid": f"{number}@meet.test/a", "joined_at": 1_795_469_326, "id": f"u-{number}"}
        payload = {"room_name": self.room, "room_jid": f"{self.room}@conference.meet.test", "is_breakout": False}
        body = json.dumps(payload | {"occupant": said, "event_name": "muc-occupant-joined"})
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
        began = time.perf_counter()
        status = ask(self.port, "POST", "/jitsi/events/occupant/joined", body, headers)
        spent = time.perf_counter() - began
        with self.lock:
            self.times.append((began, spent))
            self.taken, self.refused = self.taken + (status == 200), self.refused + (status != 200)


def hold(teller):
    """As many as are taken, for a minute: (a second on average, in the worst five seconds)."""
    start = time.perf_counter()

    def until_the_end():
        while time.perf_counter() < start + SECONDS:
            teller.tell()

    with ThreadPoolExecutor(SENDERS) as pool:
        for done in [pool.submit(until_the_end) for _ in range(SENDERS)]:
            done.result()
    wall = time.perf_counter() - start
    parts = [0] * max(1, SECONDS // 5)
    for began, _spent in teller.times:
        parts[min(len(parts) - 1, int(began - start) // 5)] += 1
    return teller.taken / wall, min(parts) / 5


def burst(teller):
    """2,000 within five seconds, whether or not the ones before are answered; the longest wait in seconds."""
    start = time.perf_counter()

    def at(moment):
        time.sleep(max(0, moment - time.perf_counter()))
        teller.tell()

    with ThreadPoolExecutor(64) as pool:
        for done in [pool.submit(at, start + BURST_SECONDS * number / BURST) for number in range(BURST)]:
            done.result()
    return max(spent for _began, spent in teller.times)


def verify(teller):
    from webinars.models import RoomEvent  # noqa: PLC0415 -- needs django.setup

    kept = RoomEvent.objects.filter(room_name=teller.room).count()
    if teller.refused or kept != teller.taken:
        raise SystemExit(f"refused {teller.refused}, taken {teller.taken}, kept {kept}")


def open_door(port, pid, session, cookies):
    """500 people within a minute: one row of the table."""
    path = f"/s/{session.public_id}/join/"
    with ThreadPoolExecutor(16) as pool:  # each process loads what it needs
        list(pool.map(lambda cookie: ask(port, "GET", path, headers={"Cookie": cookie}), cookies[:32]))
    start, cpu = time.monotonic() + 0.5, cpu_seconds(pid)

    def come(cookie, moment):
        time.sleep(max(0, moment - time.monotonic()))
        began = time.perf_counter()
        status = ask(port, "GET", path, headers={"Cookie": cookie})
        return time.perf_counter() - began, status

    with ThreadPoolExecutor(16) as pool:
        came = [pool.submit(come, cookie, start + 60 * number / PEOPLE) for number, cookie in enumerate(cookies)]
        answers = [one.result() for one in came]
    if {status for _spent, status in answers} != {200}:
        raise SystemExit(f"answers {sorted({status for _spent, status in answers})}")
    cpu, spent = (cpu_seconds(pid) - cpu) * 1000 / PEOPLE, sorted(spent for spent, _status in answers)
    times = [f"{1000 * spent[int(PEOPLE * part)]:.0f}" for part in (0.5, 0.95)]
    return f"| {times[0]} | {times[1]} | {1000 * spent[-1]:.0f} | {cpu:.1f} | {queries(path, cookies[0])} |"


def queries(path, cookie):
    from django.db import connection  # noqa: PLC0415 -- needs django.setup
    from django.test import Client  # noqa: PLC0415 -- needs django.setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs django.setup

    client = Client(headers={"cookie": cookie})
    if client.get(path, headers={"host": "localhost"}).status_code != 200:
        raise SystemExit("the door does not open")
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers={"host": "localhost"})
    return len(asked)


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    os.environ["JITSI_EVENTS_SECRET"] = SECRET
    sys.path.insert(0, str(ROOT))
    session, cookies = prepare()
    port = free_port()
    server = start_server(port, workers=1)
    try:
        Teller(port, "first").tell()  # the process loads what it needs
        steady, rush = Teller(port, "steady"), Teller(port, "burst")
        average, worst = hold(steady)
        longest = burst(rush)
        for teller in (steady, rush):
            verify(teller)
        print("| events/s for a minute | in the worst 5 s | kept | longest wait in the burst, s |")
        print("|---:|---:|---:|---:|")
        print(f"| {average:.0f} | {worst:.0f} | {steady.taken + rush.taken} | {longest:.2f} |\n")
    finally:
        server.terminate()
        server.wait(timeout=20)
    port = free_port()
    server = start_server(port)
    try:
        print("| p50 ms | p95 ms | longest ms | CPU ms each | queries |")
        print("|---:|---:|---:|---:|---:|")
        print(open_door(port, server.pid, session, cookies))
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
