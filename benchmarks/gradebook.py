"""What a gradebook of 500 people × 60 steps costs: its page, a filter, and the files.

    python benchmarks/gradebook.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/gradebook.py          PostgreSQL; use an empty database

Thirty quizzes with two attempts each and thirty assignments, each handed in and marked: 30,000 attempts, 15,000
submissions, 500 overrides. Prints a Markdown table for docs/performance.md; memory is what Python allocated on top,
at its highest, in a run of its own.
"""

import os
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta

from series import ROOT, prepare

PEOPLE, QUIZZES, ASSIGNMENTS = 500, 30, 30


def build(now):
    """(course, a coordinator). Rows are written at once: it is reading that is measured."""
    from courses.models import Enrollment, GradeOverride, Mark, QuizAttempt, Submission  # noqa: PLC0415
    from courses.tests.factories import make_cohort, make_course, make_module, make_quiz, make_staff  # noqa: PLC0415
    from courses.tests.test_assignments import make_assignment  # noqa: PLC0415 -- all of these need django.setup
    from people.models import Person  # noqa: PLC0415
    from people.roles import COORDINATORS, sync_roles  # noqa: PLC0415

    sync_roles()
    by, module = make_staff(COORDINATORS), make_module(make_course())
    quizzes = [make_quiz(module, title=f"Тест {number}", questions=[]) for number in range(QUIZZES)]
    tasks = [make_assignment(module, title=f"Завдання {number}") for number in range(ASSIGNMENTS)]
    names = [f"Людина {number:03}" for number in range(PEOPLE)]
    people = Person.objects.bulk_create(
        [Person(legal_name=name, display_name=name, email=f"p{place}@example.org") for place, name in enumerate(names)]
    )
    cohort = make_cohort(module.get_parent().specific)
    Enrollment.objects.bulk_create([Enrollment(cohort=cohort, person=one, enrolled_at=now) for one in people])
    ended = {"snapshot": [], "pass_percent": 70, "started_at": now, "finished_at": now, "max_score": 10}
    QuizAttempt.objects.bulk_create(
        [
            QuizAttempt(person=one, quiz=quiz, number=number, score=(one.pk + number) % 11, **ended)
            for one in people
            for quiz in quizzes
            for number in (1, 2)
        ],
        batch_size=1000,
    )
    submissions = Submission.objects.bulk_create(
        [
            Submission(person=one, assignment=task, number=1, saved_at=now, submitted_at=now)
            for one in people
            for task in tasks
        ],
        batch_size=1000,
    )
    Mark.objects.bulk_create(
        [Mark(submission=one, accepted=True, points=one.pk % 11, by=by, at=now) for one in submissions], batch_size=1000
    )
    GradeOverride.objects.bulk_create(
        [GradeOverride(person=one, item=tasks[0], percent=90, reason="Усно.", by=by, at=now) for one in people]
    )
    return cohort.course, by


def measured(name, client, path):
    """Prints the row of one address: the first run counts, the second one is for memory."""
    from django.db import connection  # noqa: PLC0415 -- needs django.setup

    queries = []

    def count(execute, *args):
        queries.append(1)
        return execute(*args)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        response = client.get(path)
    spent = time.perf_counter() - began
    assert response.status_code == 200, (path, response.status_code)
    tracemalloc.start()
    client.get(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"| {name} | {spent:.2f} | {len(queries)} | {peak / 1e6:.0f} | {len(response.content) / 1000:.0f} |")


def run():
    from django.test import Client  # noqa: PLC0415 -- needs django.setup
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    course, by = build(timezone.now() - timedelta(days=1))
    client, page = Client(headers={"host": "localhost"}), f"/t/grades/{course.pk}/"
    client.force_login(by, backend="people.backends.SchoolBackend")
    print("| what | seconds | queries | peak MB | kB |")
    print("|---|---:|---:|---:|---:|")
    measured("the page", client, page)
    measured("the lowest overall mark first", client, f"{page}?sort=lowest")
    measured("CSV", client, f"{page}grades.csv")
    measured("XLSX", client, f"{page}grades.xlsx")


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    run()


if __name__ == "__main__":
    main()
