"""The way from a message to attendance, in processes that are killed: ``python -m webinars.tests.killed <file>``.

For n from 1 on, a process of its own is killed (SIGKILL) before its n-th statement, wherever that falls: in the
receiver, the reader, the decision. The room server then sends again what was not answered, and the next process goes
on. Says what stands in the end, after each death and without any.
"""

import json
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.db import connection, connections  # noqa: E402 -- needs django.setup
from django.test import Client  # noqa: E402

from webinars.attendance import decide_ended  # noqa: E402
from webinars.models import Attendance, AttendanceInterval, RoomEvent, Session  # noqa: E402
from webinars.sources.room_server import read_room, unread_rooms  # noqa: E402

from . import prosody, webhooks  # noqa: E402


class Deadly:
    """Kills its own process before the statement with this number."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, *statement):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)


def work(said, answered, *, now):
    """Tell what is not answered yet, as a room server does; read it; decide."""
    client, known = Client(), answered.read_text().split()
    for number, (door, *what) in enumerate(said):
        if str(number) not in known:
            answer = (prosody.tell if door == "events" else webhooks.tell)(client, *what)
            assert answer.status_code == 200
            with answered.open("a") as file:
                file.write(f"{number}\n")
    for name in unread_rooms():
        read_room(room_name=name, now=now)
    decide_ended(now=now)


def in_a_process(call, *, dies_before=0):
    """How it ended: 0, or the number of the signal that killed it, below 0."""
    connections.close_all()
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        with connection.execute_wrapper(Deadly(dies_before)):
            call()
        code = 0
    finally:
        os._exit(code)


def reset(answered):
    for model in (RoomEvent, Attendance, AttendanceInterval):
        model.objects.all().delete()
    Session.objects.update(decided_at=None, attendance_rule=None)
    answered.write_text("")


def facts():
    stays = AttendanceInterval.objects.order_by("session", "person", "reference")
    decided = Attendance.objects.order_by("session", "person")
    return {
        "messages": [RoomEvent.objects.count(), RoomEvent.objects.unread().count()],
        "stays": [[str(each) for each in row] for row in stays.values_list("person", "started_at", "ended_at")],
        "decided": list(map(list, decided.values_list("person", "status", "percent", "rule"))),
    }


def main(scene):
    told = json.loads(scene.read_text())
    answered, now = scene.with_suffix(".answered"), datetime.fromisoformat(told["ends"]) + timedelta(minutes=31)

    def run():
        work(told["said"], answered, now=now)

    reset(answered)
    run()  # in this process, so that those to come find everything loaded
    undisturbed, codes, after = facts(), set(), []
    while True:
        reset(answered)
        died = in_a_process(run, dies_before=len(after) + 1)
        if died == 0:
            break
        codes |= {died, in_a_process(run)}
        after.append(facts())
    print(json.dumps({"codes": sorted(codes), "undisturbed": undisturbed, "after": after}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
