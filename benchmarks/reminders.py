"""How long the sweep of reminders takes over many registrations; seconds, queries, reminders left.

    python benchmarks/reminders.py                                SQLite
    DATABASE_URL=postgres://… python benchmarks/reminders.py      PostgreSQL; use an empty database
    REGISTRATIONS=5000 python benchmarks/reminders.py             fewer

A hundred sessions start within two days, as many in a month; every fourth person has times of their own. Mails are only
left to be sent. Prints a Markdown table for docs/performance.md.
"""

import os
import pathlib
import sys
import tempfile
import time
from datetime import timedelta

ROOT = pathlib.Path(__file__).resolve().parents[1]
REGISTRATIONS = int(os.environ.get("REGISTRATIONS", "50000"))
SESSIONS = 100
HOUR = timedelta(hours=1)


def prepare():
    """An empty school."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)


def people_of(number):
    from calendars.models import CalendarSettings  # noqa: PLC0415 -- needs django.setup
    from people.models import Person  # noqa: PLC0415 -- needs django.setup

    people = Person.objects.bulk_create(
        [
            Person(legal_name=f"Людина {place}", display_name=f"Людина {place}", email=f"p{place}@example.org")
            for place in range(number)
        ]
    )
    CalendarSettings.objects.bulk_create(
        [CalendarSettings(person=person, reminders="own", reminder_offsets=[180]) for person in people[::4]]
    )
    return people


def build(noon):
    """Half of the sessions are near, half far; ``REGISTRATIONS`` in the near ones and as many in the far ones."""
    from webinars.models import Registration  # noqa: PLC0415 -- needs django.setup
    from webinars.tests.factories import make_event, make_session  # noqa: PLC0415 -- needs django.setup

    event, people = make_event(), people_of(REGISTRATIONS // SESSIONS)
    near = [make_session(event=event, starts_at=noon + HOUR * (1 + place % 48)) for place in range(SESSIONS)]
    far = [make_session(event=event, starts_at=noon + timedelta(days=30, hours=place)) for place in range(SESSIONS)]
    early = noon - timedelta(days=20)
    for session in near + far:
        Registration.objects.bulk_create(
            [Registration(session=session, person=person, created_at=early) for person in people]
        )


def measured(name, call):
    """Runs ``call`` and prints its row."""
    from django.db import connection  # noqa: PLC0415 -- needs django.setup

    def count(execute, *args):
        queries.append(1)
        return execute(*args)

    queries, began = [], time.perf_counter()
    with connection.execute_wrapper(count):
        left = call()
    print(f"| {name} | {time.perf_counter() - began:.2f} | {len(queries)} | {left} |")


def run():
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from webinars.reminders import leave_due  # noqa: PLC0415 -- needs django.setup

    noon = timezone.localtime(timezone.now()).replace(hour=12, minute=0, second=0, microsecond=0)
    build(noon)
    print(f"| {REGISTRATIONS} registrations near, as many far away | seconds | queries | reminders left |")
    print("|---|---:|---:|---:|")
    measured("the first sweep, after a day without any", lambda: leave_due(now=noon))
    measured("the next, with nothing new", lambda: leave_due(now=noon + timedelta(minutes=5)))
    measured("an hour later", lambda: leave_due(now=noon + HOUR))
    measured("when all are far away", lambda: leave_due(now=noon + timedelta(days=10)))


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    from django.test.utils import override_settings  # noqa: PLC0415 -- needs django.setup

    waiting = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # mails are the worker's time
    with override_settings(TASKS=waiting):
        run()


if __name__ == "__main__":
    main()
