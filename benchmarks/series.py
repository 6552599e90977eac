"""How long a long series takes: 200 sessions made, foretold, changed and called off; seconds, queries, mails.

    python benchmarks/series.py                                   SQLite
    DATABASE_URL=postgres://… python benchmarks/series.py         PostgreSQL; use an empty database

One event, a rule of 200 dates over two changes of the clock a year, ten people registered for the last hundred of
them, so that a change of all leaves a message to each for every date. Prints a Markdown table for docs/performance.md.
"""

import os
import pathlib
import sys
import tempfile
import time
from datetime import timedelta

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATES, PEOPLE, TAKEN = 200, 10, 100


def prepare():
    """An empty school with one event."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)


def measured(name, call):
    """Runs ``call``; prints its row and returns its result."""
    from django.db import connection  # noqa: PLC0415 -- needs django.setup

    from calendars.models import Invitation  # noqa: PLC0415 -- needs django.setup

    def count(execute, *args):
        queries.append(1)
        return execute(*args)

    queries, before, began = [], Invitation.objects.count(), time.perf_counter()
    with connection.execute_wrapper(count):
        result = call()
    spent, left = time.perf_counter() - began, Invitation.objects.count() - before
    print(f"| {name} | {spent:.2f} | {len(queries)} | {left} |")
    return result


def people_of():
    from people.models import Person  # noqa: PLC0415 -- needs django.setup

    names = [f"Людина {number}" for number in range(PEOPLE)]
    return [
        Person.objects.create(legal_name=name, display_name=name, email=f"p{number}@example.org")
        for number, name in enumerate(names)
    ]


def unwritten(event, first_on):
    from datetime import time as clock  # noqa: PLC0415 -- beside the module time

    from webinars.models import SessionSeries  # noqa: PLC0415 -- needs django.setup
    from webinars.recurrence import Rule  # noqa: PLC0415 -- needs django.setup

    rule = Rule(weekdays=(1, 3), count=DATES)
    return SessionSeries(event=event, rule=rule.text, first_on=first_on, at=clock(18), minutes=90)


def run():
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from webinars.bulk import cancel_planned, carry_out, plan_cancel  # noqa: PLC0415 -- needs django.setup
    from webinars.clashes import clashes_of, planned  # noqa: PLC0415 -- needs django.setup
    from webinars.date_choice import choose_dates  # noqa: PLC0415 -- needs django.setup
    from webinars.series import change_series, make_series  # noqa: PLC0415 -- needs django.setup
    from webinars.series_changes import Scope, SeriesChange, changes_of  # noqa: PLC0415 -- needs django.setup
    from webinars.tests.factories import make_event  # noqa: PLC0415 -- needs django.setup

    now, people = timezone.now(), people_of()
    new = unwritten(make_event(), timezone.localdate() + timedelta(days=7))
    print("| what | seconds | queries | messages left |")
    print("|---|---:|---:|---:|")
    series = measured(f"make {DATES} dates", lambda: make_series(series=new, by=None, now=now))
    dates = list(series.sessions.select_related("event").order_by("recurs_on"))
    measured(f"clashes of {DATES} dates", lambda: clashes_of(map(planned, dates)))
    taken = dates[-TAKEN:]
    measured(
        f"one person registers for {TAKEN} dates",
        lambda: choose_dates(person=people[0], offered=taken, wanted=taken, now=now),
    )
    for person in people[1:]:
        choose_dates(person=person, offered=taken, wanted=taken, now=now)
    later = SeriesChange(days=1, at=new.at.replace(hour=19))
    change = {"session": dates[0], "scope": Scope.ALL, "change": later, "now": now}
    measured(f"foretell a change of {DATES}", lambda: changes_of(**change))
    measured(f"move {DATES}, {PEOPLE} people in {TAKEN}", lambda: change_series(**change, by=None))
    plans = [plan_cancel(date, now=now) for date in dates]
    measured(f"call {DATES} off", lambda: carry_out(plans, verb=cancel_planned, by=None, now=now))


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
