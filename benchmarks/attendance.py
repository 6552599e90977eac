"""How long attendance takes: a file of 1,000 rows matched among 5,000 people; 5,000 intervals of 300 people decided.

    python benchmarks/attendance.py                                   SQLite
    DATABASE_URL=postgres://… python benchmarks/attendance.py         PostgreSQL; use an empty database

Half of the file is known by e-mail, the rest by name or not at all. Prints a Markdown table for docs/performance.md.
"""

import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta

from series import ROOT, measured, prepare

PEOPLE, ROWS, SEATS, INTERVALS = 5_000, 1_000, 300, 5_000
STARTS = datetime(2027, 1, 19, 16, tzinfo=UTC)
FIRST = ("Олена", "Тарас", "Марія", "Юлія", "Андрій", "Ганна", "Христина", "Олексій", "Зоя", "Ївга")
SYLLABLES = ("ко", "ва", "ли", "щу", "бон", "дар", "жу", "рав", "цим", "бал")


def name_of(number):
    surname = "".join(SYLLABLES[int(digit)] for digit in f"{number:04}").capitalize()
    return f"{FIRST[number % 10]} {surname}енко"


def people_of():
    from people.models import Person  # noqa: PLC0415 -- needs django.setup

    rows = [
        Person(legal_name=name_of(number), display_name=name_of(number), email=f"p{number}@example.org")
        for number in range(PEOPLE)
    ]
    return Person.objects.bulk_create(rows, batch_size=500)


def session_of(people):
    from webinars.models import Registration  # noqa: PLC0415 -- needs django.setup
    from webinars.tests.factories import make_session  # noqa: PLC0415 -- needs django.setup

    session = make_session(starts_at=STARTS, minutes=120)
    seats = [Registration(session=session, person=person, created_at=STARTS) for person in people[:SEATS]]
    Registration.objects.bulk_create(seats)
    return session


def file_of(chance):
    text = "Name,Email,Join,Leave\n"
    for row in range(ROWS):
        number, came = chance.randrange(SEATS), chance.randrange(60)
        email = f"p{number}@example.org" if row % 2 else ""
        times = ",".join(f"{STARTS + timedelta(minutes=m):%Y-%m-%dT%H:%M:%SZ}" for m in (came, came + 45))
        text += f"{name_of(number) if row % 10 else 'Galaxy'},{email},{times}\n"
    return text.encode()


def see(session, people, chance):
    from webinars.models import AttendanceInterval  # noqa: PLC0415 -- needs django.setup

    rows = []
    for number in range(INTERVALS):
        came = STARTS + timedelta(minutes=chance.randrange(110))
        times = {"started_at": came, "ended_at": came + timedelta(minutes=9)}
        rows.append(AttendanceInterval(session=session, person=people[number % SEATS], source="page", **times))
    AttendanceInterval.objects.bulk_create(rows, batch_size=500)


def run():
    from webinars.attendance import decide  # noqa: PLC0415 -- needs django.setup
    from webinars.importing import confirm, decide_match, upload  # noqa: PLC0415 -- needs django.setup
    from webinars.report import lines_of  # noqa: PLC0415 -- needs django.setup

    people, chance = people_of(), random.Random("attendance")
    session, who = session_of(people), {"by": people[-1], "now": STARTS + timedelta(hours=4)}
    data = file_of(chance)
    print("| what | seconds | queries | messages left |")
    print("|---|---:|---:|---:|")
    imported = measured(
        f"read and match {ROWS} rows among {PEOPLE} people",
        lambda: upload(session=session, name="list.csv", data=data, zone="UTC", **who),
    )
    for row in imported.people.undecided():
        decide_match(row=row, person=None, **who)
    measured("confirm it", lambda: confirm(imported=imported, **who))
    see(session, people, chance)
    measured(f"decide {SEATS} people, {INTERVALS} intervals more", lambda: decide(session=session, now=who["now"]))
    measured("the report of that", lambda: lines_of(session))


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    run()


if __name__ == "__main__":
    main()
