"""A quiz taken by 50 people at once: how long a question takes to come, and an answer to be kept.

    python benchmarks/quiz.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/quiz.py          PostgreSQL; use an empty database

Starts gunicorn as ``pages.py`` does. Everybody starts a timed quiz that draws ten of forty questions by chance and
answers it to the end, as a signed-in browser without JavaScript would: first with ten seconds for each question, then
without a pause, which is as many requests at once as there are people. Stops with an error if an answer is lost or a
result is not what was answered. ``PEOPLE=5`` for a try.
"""

import http.client
import os
import random
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from pages import ROOT, cpu_seconds, free_port, start_server

PEOPLE = int(os.environ.get("PEOPLE", "50"))
PAUSE = float(os.environ.get("PAUSE", "10"))  # seconds somebody thinks about a question
DRAWN, KEPT = 10, 40
TOKEN = "b" * 32  # what the cookie and the form must agree on
ATTEMPT = re.compile(r'name="attempt" value="(\d+)"')


def prepare():
    """The address of a quiz in the demo school, and the cookies of who takes it."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    from django.test.utils import override_settings  # noqa: PLC0415 -- needs django.setup
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    from benchmarks.scene import signed_in  # noqa: PLC0415 -- needs django.setup
    from courses.enrollment import enroll  # noqa: PLC0415 -- needs django.setup
    from courses.models import Cohort  # noqa: PLC0415 -- needs django.setup
    from home.management.commands.load_demo import QUIET  # noqa: PLC0415 -- needs django.setup
    from people.models import Person, User  # noqa: PLC0415 -- needs django.setup

    now, cookies = timezone.now(), []
    cohort = Cohort.objects.enrolling(now=now).get(course__slug="biudzhet-hromady")
    Cohort.objects.filter(pk=cohort.pk).update(seats=0)
    with override_settings(**QUIET):
        for number in range(PEOPLE):
            user = User.objects.create(email=f"quiz-{number}@school.example")
            person = Person.objects.create(user=user, email=user.email, legal_name=f"Оля Ґудзь {number}")
            enroll(person=person, cohort=cohort, now=now)
            cookies.append(f"csrftoken={TOKEN}; {signed_in(person)['Cookie']}")
    return new_quiz(cohort.course).url, cookies


def new_quiz(course):
    from courses.models import ModulePage  # noqa: PLC0415 -- needs django.setup
    from courses.questions.values import ALL, Option, SingleChoice  # noqa: PLC0415 -- needs django.setup
    from courses.tests.factories import keep, make_category, make_quiz  # noqa: PLC0415 -- needs django.setup

    shelf = make_category("Порівняння")
    options = (
        Option(text="рада", share=ALL, feedback="Саме вона."),
        *(Option(text=name) for name in ("голова", "суд")),
    )
    for number in range(KEPT):
        keep(SingleChoice(text=f"<p>Хто ухвалює рішення № {number}?</p>", options=options), shelf)
    module = ModulePage.objects.child_of(course).order_by("path").first()
    return make_quiz(module, questions=[], draws=[(shelf, DRAWN)], minutes_allowed=60, shuffle_options=False)


def ask(port, method, path, cookie, body=""):
    """(seconds, where it leads or what it says)."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, f"csrfmiddlewaretoken={TOKEN}&{body}" if method == "POST" else None, headers)
    response = connection.getresponse()
    said = response.read().decode()
    connection.close()
    if response.status != (302 if method == "POST" else 200):
        raise SystemExit(f"{method} {path}: {response.status}")
    return time.perf_counter() - began, response.headers["Location"] or said


def take(port, url, cookie, *, pause):
    """One person from the start to the result: seconds of (the start, each question, each answer)."""
    time.sleep(random.uniform(0, pause))
    spent, place = ask(port, "POST", url, cookie)
    starts, questions, answers = [spent], [], []
    for _question in range(DRAWN):
        spent, page = ask(port, "GET", place, cookie)
        questions.append(spent)
        time.sleep(pause)
        spent, place = ask(port, "POST", place, cookie, f"attempt={ATTEMPT.search(page)[1]}&answer=0")
        answers.append(spent)
    return starts, questions, answers


def rush(port, pid, url, cookies, *, pause):
    """Prints the rows of everybody taking the quiz at once."""
    cpu = cpu_seconds(pid)
    with ThreadPoolExecutor(len(cookies)) as pool:
        taken = list(pool.map(lambda cookie: take(port, url, cookie, pause=pause), cookies))
    asked = len(cookies) * (2 * DRAWN + 1)
    cpu = (cpu_seconds(pid) - cpu) * 1000 / asked
    for place, name in enumerate(("start", "question", "answer")):
        spent = sorted(second for person in taken for second in person[place])
        p50, p95 = (1000 * spent[int(len(spent) * part)] for part in (0.5, 0.95))
        print(f"| {pause:g} s | {name} | {len(spent)} | {p50:.0f} | {p95:.0f} | {1000 * spent[-1]:.0f} | {cpu:.1f} |")


def verify(number):
    """Every attempt is finished, and each answer, the right one, is in it."""
    from courses.models import QuizAnswer, QuizAttempt  # noqa: PLC0415 -- needs django.setup

    attempts = QuizAttempt.objects.filter(person__email__startswith="quiz-")
    whole, kept = attempts.filter(score=DRAWN), QuizAnswer.objects.filter(attempt__in=attempts).count()
    if (attempts.count(), whole.count(), kept) != (number, number, number * DRAWN):
        raise SystemExit(f"attempts {attempts.count()}, all right {whole.count()}, answers {kept}")


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    (url, cookies), port = prepare(), free_port()
    server = start_server(port)
    try:
        for cookie in cookies[:16]:  # each process has loaded the school before the clock starts
            ask(port, "GET", url, cookie)
        print(f"| {PEOPLE} people, thinking | what | requests | p50 ms | p95 ms | longest ms | CPU ms each |")
        print("|---|---|---:|---:|---:|---:|---:|")
        for round_number, pause in enumerate((PAUSE, 0), 1):
            rush(port, server.pid, url, cookies, pause=pause)
            verify(round_number * PEOPLE)
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
