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
BAR, BAR_CPU = 0.8 * 450 / 10.2, 0.8 * 450 / 7.0  # a second: what the engine did when it was chosen, less a fifth


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
    """The engine alone, over the statements just issued with their pictures: seconds, and seconds of CPU."""
    from certificates.drawing import draw  # noqa: PLC0415 -- needs django.setup
    from certificates.models import Certificate  # noqa: PLC0415
    from certificates.pictures import kept  # noqa: PLC0415

    statements = list(Certificate.objects.values_list("statement", flat=True))
    pictures = kept(statements[0])
    start, used = time.perf_counter(), time.process_time()
    for statement in statements:
        draw(statement, pictures)
    return time.perf_counter() - start, time.process_time() - used


def main():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "VAR_DIR": folder, "ENV_FILE": "", "DEBUG": "no"}
        sys.path.insert(0, str(ROOT))
        run = prepare()
        vendor, wall, cpu = measure(run)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        drawn, drawn_cpu = drawing()
    print("| database | certificates | part | seconds | a second | CPU ms each | a CPU second | peak MB |")
    print("|---|---:|---|---:|---:|---:|---:|---:|")
    for part, seconds, used in (("whole run", wall, cpu), ("drawing alone", drawn, drawn_cpu)):
        print(
            f"| {vendor} | {PEOPLE} | {part} | {seconds:.1f} | {PEOPLE / seconds:.1f} | {1000 * used / PEOPLE:.1f} "
            f"| {PEOPLE / used:.1f} | {peak:.0f} |"
        )
    print(f"The bar is {BAR:.1f} a second, or {BAR_CPU:.1f} a second of CPU.")


if __name__ == "__main__":
    main()
