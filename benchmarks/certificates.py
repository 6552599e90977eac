"""How fast a list of certificates is issued: 450 of them, drawn, written and logged by one worker on one core.

    python benchmarks/certificates.py                                   SQLite
    DATABASE_URL=postgres://… python benchmarks/certificates.py         PostgreSQL; use an empty database

The people and the course are invented, everything else is what the school does: a list is planned, approved and worked
off by its task; every certificate has its row, its PDF in the private folder, its line in the log and its mail in the
queue. The process is bound to one core. Peak memory is what the kernel says of the whole process. Prints a Markdown
table for docs/performance.md.
"""

import os
import pathlib
import resource
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PEOPLE = int(os.environ.get("PEOPLE", "450"))
BAR = 0.8 * 450 / 10.2  # certificates a second: what the engine alone did when it was chosen, less a fifth


def prepare():
    """An empty database with a course, its rule, and people who completed it; the key of an approved list."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    from benchmarks.certified import build  # noqa: PLC0415 -- needs django.setup

    return build(PEOPLE)


def measure(run):
    from django.db import connection  # noqa: PLC0415 -- needs django.setup

    from certificates.models import Certificate  # noqa: PLC0415
    from certificates.run_tasks import issue_run  # noqa: PLC0415

    start, used = time.perf_counter(), time.process_time()
    while run.state == "running":
        issue_run.call(run.pk)
        run.refresh_from_db()
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    files = Certificate.objects.exclude(pdf="").count()
    assert files == Certificate.objects.count() == PEOPLE, (files, Certificate.objects.count())
    return connection.vendor, wall, cpu


def drawing():
    """The engine alone, over the statements just issued: seconds of CPU."""
    from certificates.drawing import draw  # noqa: PLC0415 -- needs django.setup
    from certificates.models import Certificate  # noqa: PLC0415

    statements = list(Certificate.objects.values_list("statement", flat=True))
    used = time.process_time()
    for statement in statements:
        draw(statement, {})
    return time.process_time() - used


def main():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "VAR_DIR": folder, "ENV_FILE": "", "DEBUG": "no"}
        sys.path.insert(0, str(ROOT))
        run = prepare()
        vendor, wall, cpu = measure(run)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        alone = drawing()
    print("| database | certificates | seconds | a second | CPU ms each | of that drawing | peak MB | bar, a second |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    print(
        f"| {vendor} | {PEOPLE} | {wall:.1f} | {PEOPLE / wall:.1f} | {1000 * cpu / PEOPLE:.1f} "
        f"| {1000 * alone / PEOPLE:.1f} | {peak:.0f} | {BAR:.1f} |"
    )


if __name__ == "__main__":
    main()
