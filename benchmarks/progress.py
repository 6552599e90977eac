"""What the progress of 500 people × 60 lessons costs, and a file of 5,000 people to enroll.

    python benchmarks/progress.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/progress.py          PostgreSQL; use an empty database

Six modules of ten lessons, of which everybody has done some; then 5,000 people whom nobody knows yet, in a file that is
read, matched, confirmed, carried out line by line, each with a mail. Prints a Markdown table for docs/performance.md;
memory is what Python allocated on top, at its highest, of pages in a run of their own.
"""

import os
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta

from gradebook import measured
from series import ROOT, prepare

PEOPLE, MODULES, LESSONS, LISTED = 500, 6, 10, 5_000


def build(now):
    """(cohort, its course, a coordinator). Rows are written at once: it is reading that is measured."""
    from courses.models import Enrollment, LessonCompletion  # noqa: PLC0415 -- all of these need django.setup
    from courses.tests.factories import make_cohort, make_course, make_lesson, make_module, make_staff  # noqa: PLC0415
    from people.models import Person  # noqa: PLC0415
    from people.roles import COORDINATORS, sync_roles  # noqa: PLC0415

    sync_roles()
    course = make_course()
    lessons = [make_lesson(module) for module in _modules(course, make_module) for _number in range(LESSONS)]
    names = [f"Людина {number:03}" for number in range(PEOPLE)]
    people = Person.objects.bulk_create(
        [Person(legal_name=name, display_name=name, email=f"p{place}@example.org") for place, name in enumerate(names)]
    )
    cohort = make_cohort(course)
    Enrollment.objects.bulk_create([Enrollment(cohort=cohort, person=one, enrolled_at=now) for one in people])
    done = [
        LessonCompletion(person=one, lesson=lesson, completed_at=now)
        for place, one in enumerate(people)
        for lesson in lessons[: place % (len(lessons) + 1)]
    ]
    LessonCompletion.objects.bulk_create(done, batch_size=1000)
    return cohort, make_staff(COORDINATORS)


def _modules(course, make_module):
    return [make_module(course) for _number in range(MODULES)]


def enroll_from_a_file(cohort, now):
    """Prints the rows of bringing a file and of carrying it out."""
    from courses.admission.lists import carry_out, confirm, upload  # noqa: PLC0415 -- needs django.setup
    from webinars.tests.factories import make_person  # noqa: PLC0415 -- needs django.setup

    lines = [f"Учасник {number:04},u{number}@example.org" for number in range(1, LISTED)]
    data = "\n".join(["ПІБ,Пошта", *lines]).encode()  # with its heading a file has 5,000 lines at most
    about = {"by": make_person(), "now": now}
    listed = counted("5,000 lines read and matched", lambda: upload(cohort=cohort, name="a.csv", data=data, **about))
    confirm(listed=listed, **about)
    listed.refresh_from_db()
    counted("5,000 people enrolled, with their mails", lambda: carry_out(listed))


def counted(name, act):
    from django.db import connection  # noqa: PLC0415 -- needs django.setup

    queries = []

    def count(execute, *args):
        queries.append(1)
        return execute(*args)

    tracemalloc.start()
    began = time.perf_counter()
    with connection.execute_wrapper(count):
        result = act()
    spent, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"| {name} | {spent:.2f} | {len(queries)} | {peak / 1e6:.0f} | – |")
    return result


def run():
    from django.test import Client  # noqa: PLC0415 -- needs django.setup
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    now = timezone.now() - timedelta(days=1)
    cohort, by = build(now)
    client = Client(headers={"host": "localhost"})
    client.force_login(by, backend="people.backends.SchoolBackend")
    print("| what | seconds | queries | peak MB | kB |")
    print("|---|---:|---:|---:|---:|")
    measured("progress of the cohort", client, f"/t/{cohort.pk}/")
    measured("one person’s path", client, f"/t/{cohort.pk}/people/{cohort.enrollments.first().pk}/")
    measured("whom a message would reach", client, f"/t/{cohort.pk}/message/")
    enroll_from_a_file(cohort, timezone.now())


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    run()


if __name__ == "__main__":
    main()
