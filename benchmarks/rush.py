"""A rush for seats: 500 people and 100 guests ask for one of 100 seats, over a minute and then all at once.

    python benchmarks/rush.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/rush.py          PostgreSQL; use an empty database

Starts gunicorn as ``pages.py`` does. Everybody posts the registration as a signed-in browser would, and who finds the
session full joins the queue. Guests have no account: each opens the link of their mail and says their name; one comes
after every five others. Afterwards ten give their seats back. Stops with an error if a seat was given twice, if
somebody has neither seat nor place, or if a held seat is not that of the first in the queue.
"""

import http.client
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

from pages import ROOT, cpu_seconds, free_port, start_server

PEOPLE, GUESTS, SEATS, GIVEN_BACK, BROWSERS = 500, 100, 100, 10, 16
ALL = PEOPLE + GUESTS
TOKEN = "b" * 32  # what the cookie and the form must agree on


def prepare():
    """Accounts with sessions, and the events they will rush to."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    from benchmarks.scene import signed_in  # noqa: PLC0415 -- needs django.setup
    from people.models import Person, User  # noqa: PLC0415 -- needs django.setup

    people = []
    for number in range(PEOPLE):
        user = User.objects.create(email=f"rush-{number}@school.example")
        person = Person.objects.create(user=user, email=user.email, legal_name=f"Оля Ґудзь {number}")
        people.append((person, signed_in(person)["Cookie"]))
    return people


def new_session():
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from webinars.guests.opening import open_to_guests  # noqa: PLC0415 -- needs django.setup
    from webinars.models import EventPage, Session  # noqa: PLC0415 -- needs django.setup
    from webinars.scheduling import schedule  # noqa: PLC0415 -- needs django.setup

    now = timezone.now()
    starts, event = now + timedelta(days=20), EventPage.objects.filter(kind="webinar").first()
    session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=SEATS)
    return open_to_guests(session=schedule(session=session, by=None, now=now), by=None)


def ask(port, session, cookie, *, at):
    """Register, or join the queue; seconds the first answer took, and what came of it."""
    time.sleep(max(0, at - time.monotonic()))
    began = time.perf_counter()
    status = post(port, f"/s/{session.public_id}/register/", cookie)
    spent = time.perf_counter() - began
    if status != 302:
        status = post(port, f"/s/{session.public_id}/queue/", cookie)
        return spent, "queue" if status == 302 else f"refused {status}"
    return spent, "seat"


def come(port, path, number, *, at):
    """Take what there is as a guest; the page behind the link says what it is."""
    time.sleep(max(0, at - time.monotonic()))
    began = time.perf_counter()
    status = post(port, path, "", {"name": f"Ніна Левчук {number}", "consent": "on"})
    return time.perf_counter() - began, "guest" if status == 302 else f"refused {status}"


def post(port, path, cookie, data=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"csrftoken={TOKEN}; {cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **(data or {})}), headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def rush(port, pid, people, *, seconds):
    """One row of the table."""
    session, start, cpu = new_session(), time.monotonic() + 0.5, cpu_seconds(pid)
    with ThreadPoolExecutor(BROWSERS) as pool:
        asked = []
        for number, (cookie, path) in enumerate(mixed(people, session)):
            way = (ask, port, session, cookie) if cookie else (come, port, path, number)
            asked.append(pool.submit(*way, at=start + seconds * number / ALL))
        answers = [one.result() for one in asked]
    cpu = (cpu_seconds(pid) - cpu) * 1000 / ALL
    spent = sorted(second for second, _what in answers)
    wall = time.monotonic() - start
    verify(session, [what for _second, what in answers])
    times = [1000 * spent[int(ALL * part)] for part in (0.5, 0.95)]
    return f"| {wall:.0f} | {times[0]:.0f} | {times[1]:.0f} | {1000 * spent[-1]:.0f} | {cpu:.1f} |"


def mixed(people, session):
    """(cookie, "") of each person and ("", path) of each guest, a guest after every few people."""
    from django.urls import reverse  # noqa: PLC0415 -- needs django.setup

    from webinars.guests.opening import token_of  # noqa: PLC0415 -- needs django.setup

    every = PEOPLE // GUESTS
    for number, (_person, cookie) in enumerate(people):
        yield cookie, ""
        if number % every == 0:
            token = token_of(session, f"guest-{session.pk}-{number}@school.example")
            yield "", reverse("guest_confirm", args=[session.guest_key, token])


def verify(session, answers):
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from webinars.registration import withdraw  # noqa: PLC0415 -- needs django.setup

    seats, queue = session.registrations.active(), list(session.waiting_places.waiting())
    answered = answers.count("seat") + answers.count("queue"), answers.count("guest")
    if (*answered, seats.count(), len(queue)) != (PEOPLE, GUESTS, SEATS, ALL - SEATS):
        raise SystemExit(f"seats {seats.count()}, queue {len(queue)}, answers {sorted(set(answers))}")
    for seat in list(seats[:GIVEN_BACK]):
        withdraw(person=seat.person, session=session, now=timezone.now())
    held = set(session.waiting_places.offered().values_list("pk", flat=True))
    if held != {place.pk for place in queue[:GIVEN_BACK]}:
        raise SystemExit("a seat is held for somebody who was not next")


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    people, port = prepare(), free_port()
    server = start_server(port)
    try:
        print("| seconds for 600 people | p50 ms | p95 ms | longest ms | CPU ms each |")
        print("|---:|---:|---:|---:|---:|")
        for seconds in (60, 0):
            print(rush(port, server.pid, people, seconds=seconds))
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
