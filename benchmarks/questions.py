"""How long 2,000 questions take: read from Moodle XML, looked over beside a bank, kept, looked over again, exported.

    python benchmarks/questions.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/questions.py          PostgreSQL; use an empty database

Every kind is among them, with feedback, tags and numbers. Prints a Markdown table for docs/performance.md.
"""

import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime

from series import ROOT, measured, prepare

QUESTIONS = 2_000
NOW = datetime(2027, 1, 20, 9, tzinfo=UTC)


def questions():
    from courses.formats import moodle_xml  # noqa: PLC0415 -- needs django.setup

    samples = ROOT / "courses/formats/tests/samples"
    models = [
        question
        for name in ("10-kinds.xml", "11-cloze.xml")
        for question in moodle_xml.read((samples / name).read_bytes()).questions
    ]
    return [
        replace(
            models[number % len(models)],
            text=f"{models[number % len(models)].text}<p>№ {number}</p>",
            name=f"Запитання {number}",
            idnumber=f"B-{number}" if number % 2 else "",
            category=("Порівняння", f"Розділ {number % 20}"),
            files=(),
        )
        for number in range(QUESTIONS)
    ]


def run():
    from courses.bank import category_at  # noqa: PLC0415 -- needs django.setup
    from courses.formats import moodle_xml  # noqa: PLC0415 -- needs django.setup
    from courses.question_exporting import export  # noqa: PLC0415 -- needs django.setup
    from courses.question_importing import bring, confirm, look_over  # noqa: PLC0415 -- needs django.setup

    data, shelf = moodle_xml.write(questions()).content, category_at(["Імпорт"])
    what = {"form": "moodle_xml", "category": shelf, "by": None, "now": NOW}
    print("| what | seconds | queries | messages left |")
    print("|---|---:|---:|---:|")
    measured(f"read {QUESTIONS} questions ({len(data) // 1000} kB of Moodle XML)", lambda: moodle_xml.read(data))
    imported = measured("bring the file", lambda: bring(name="bank.xml", data=data, **what))
    measured("look it over beside an empty bank", lambda: look_over(imported))
    measured("confirm it", lambda: confirm(imported=imported, by=None, now=NOW))
    again = bring(name="bank.xml", data=data, **what)
    measured("look the same file over again", lambda: look_over(again))
    for form in ("gift", "moodle_xml", "qti"):
        measured(f"export as {form}", lambda form=form: export(category=shelf, form=form))


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    run()


if __name__ == "__main__":
    main()
