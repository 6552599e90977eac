"""A programme of 120 items: what its pages cost, and 300 people who open «now and next» within a minute.

    python benchmarks/programme.py                               SQLite
    DATABASE_URL=postgres://… python benchmarks/programme.py     PostgreSQL; use an empty database

Starts gunicorn as ``pages.py`` does, beside the demonstration school. The day shown has 60 of the items, in six rooms.
Of the 300 people half are signed in; each opens the page once over a connection of their own, as phones do.
"""

import http.client
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from pages import ROOT, cpu_seconds, free_port, rounds, row, start_server

ROOMS, ITEMS, MINUTES, SPEAKERS, PEOPLE, BROWSERS = 6, 120, 30, 40, 300, 16


def prepare():
    """(pages to measure, headers of 300 people)."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    from benchmarks.scene import signed_in  # noqa: PLC0415 -- needs django.setup
    from conferences.models import Star  # noqa: PLC0415 -- needs django.setup

    programme, people = build(), listeners()
    items = list(programme.items.all())
    Star.objects.bulk_create(Star(person=people[0], item=item) for item in items[::4])
    anybody, somebody = {"Accept-Encoding": "gzip"}, signed_in(people[0])
    start = f"/e/{programme.event_id}"
    pages = [
        (f"{name}, {who}", start + path, headers)
        for name, path in (
            ("a day of 60 items", "/programme/"),
            ("an item", f"/programme/{items[0].public_id}/"),
            ("now and next", "/programme/now/"),
        )
        for who, headers in (("anybody", anybody), ("signed in", somebody))
    ]
    pages += [(kind, f"{start}/{kind}", anybody) for kind in ("schedule.xml", "schedule.xcal", "programme.ics")]
    return pages, [signed_in(person) for person in people] + [anybody] * (PEOPLE - len(people))


def listeners():
    from people.models import Person, User  # noqa: PLC0415 -- needs django.setup

    people = []
    for number in range(PEOPLE // 2):
        user = User.objects.create(email=f"listener-{number}@school.example")
        people.append(Person.objects.create(user=user, email=user.email, legal_name=f"Оля Ґудзь {number}"))
    return people


def build():
    """Two days of items one after the other in six rooms, the first of them now, planned and released by the verbs."""
    from django.test.utils import override_settings  # noqa: PLC0415 -- needs django.setup
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from conferences.models import Appearance, Item, Programme, Room, RoomDay, Track  # noqa: PLC0415 -- as above
    from conferences.releasing import release  # noqa: PLC0415 -- needs django.setup
    from conferences.scheduling import schedule_item  # noqa: PLC0415 -- needs django.setup
    from content.models import Speaker  # noqa: PLC0415 -- needs django.setup
    from home.demo.clock import moment, today  # noqa: PLC0415 -- needs django.setup
    from home.demo.pages import publish  # noqa: PLC0415 -- needs django.setup
    from home.management.commands.load_demo import QUIET  # noqa: PLC0415 -- needs django.setup
    from webinars.models import EventIndexPage, EventPage  # noqa: PLC0415 -- needs django.setup

    now = timezone.now()
    event = EventPage(title="Великий форум", slug="velykyi-forum", kind="annual_forum", lead="Усі разом")
    programme = Programme.objects.create(event=publish(event, EventIndexPage.objects.get(locale__language_code="uk")))
    first = moment(today(now), "00:00")
    rooms = [Room.objects.create(programme=programme, name=f"Зала {number}", kind="online") for number in range(ROOMS)]
    tracks = [Track.objects.create(programme=programme, name=f"Напрям {number}") for number in range(3)]
    speakers = [Speaker.objects.create(name=f"Людина {number}", slug=f"liudyna-{number}") for number in range(SPEAKERS)]
    for room in rooms:
        RoomDay.objects.create(room=room, opens_at=first, closes_at=first + timedelta(days=2))
    begins = now.replace(minute=0, second=0, microsecond=0)
    for number in range(ITEMS):
        row, column = divmod(number % (ITEMS // 2), ROOMS)
        day = number // (ITEMS // 2)
        item = Item.objects.create(
            programme=programme, title=f"Доповідь {number} про воду, дороги й школу", abstract="Про що мова. " * 40,
            track=tracks[number % 3],
        )  # fmt: skip
        Appearance.objects.create(item=item, speaker=speakers[number % SPEAKERS])
        starts = begins + timedelta(days=day, minutes=MINUTES * row)
        schedule_item(item=item, room=rooms[column], starts_at=starts, minutes=MINUTES, by=None)
    with override_settings(**QUIET):
        release(programme=programme, by=None, now=now)
    return programme


def open_once(port, path, headers, *, at):
    """Seconds from the knock to the last byte."""
    time.sleep(max(0, at - time.monotonic()))
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path} answers {response.status}")
    return time.perf_counter() - began


def rush(port, pid, path, people, *, seconds):
    """One row: how long half, 95 % and the last of them waited, and what each cost."""
    start, cpu = time.monotonic() + 0.5, cpu_seconds(pid)
    with ThreadPoolExecutor(BROWSERS) as pool:
        asked = [
            pool.submit(open_once, port, path, headers, at=start + seconds * number / len(people))
            for number, headers in enumerate(people)
        ]
        spent = sorted(one.result() for one in asked)
    cpu = (cpu_seconds(pid) - cpu) * 1000 / len(people)
    times = [1000 * spent[int(len(spent) * part)] for part in (0.5, 0.95)]
    return f"| {seconds} | {times[0]:.0f} | {times[1]:.0f} | {1000 * spent[-1]:.0f} | {cpu:.1f} |"


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    (pages, people), port = prepare(), free_port()
    server = start_server(port)
    try:
        print("| page | status | requests/s | p50 ms | p95 ms | CPU ms | |")
        print("|---|---:|---:|---:|---:|---:|---|")
        for name, runs in rounds(pages, port, server.pid).items():
            print(row(name, runs))
        print("\n| 300 people within seconds | p50 ms | p95 ms | longest ms | CPU ms each |")
        print("|---:|---:|---:|---:|---:|")
        now_and_next = next(path for name, path, _headers in pages if name.startswith("now"))
        for seconds in (60, 0):
            print(rush(port, server.pid, now_and_next, people, seconds=seconds))
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
