"""The engine that draws our certificates beside another one: the same words and pictures, one core, peak memory.

    pip install reportlab svglib            what the school itself does not need
    python benchmarks/engines.py

Each engine draws ``PEOPLE`` certificates in a process of its own. ReportLab is the fastest of the others that were
looked at (docs/decisions/0004); it writes neither tags for screen readers nor an archive's PDF/A, so it does less.
Prints a Markdown table for docs/performance.md.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

ROOT = pathlib.Path(__file__).resolve().parents[1]
PEOPLE = int(os.environ.get("PEOPLE", "450"))
WARM = 5  # certificates before the clock starts


def certificates(number):
    """What ``number`` people get: the values of the drawing module."""
    from benchmarks.certified import names  # noqa: PLC0415 -- needs django.setup
    from certificates.pdf import CertificateData, Signatory  # noqa: PLC0415

    for place, name in enumerate(names(number)):
        code = f"SHKOLA-2026-{place:04d}-7Q4K"
        yield CertificateData(
            language="uk",
            number=code,
            title="Сертифікат",
            recipient=name,
            lead="за успішне завершення курсу",
            subject="Бюджет громади: читати, запитувати, впливати",
            details=("12 годин", "онлайн", "1 вересня – 20 листопада 2026 року"),
            issued_on="26 листопада 2026 року",
            issued_label="дата видачі",
            issued_at=datetime(2026, 11, 26, 10, tzinfo=UTC),
            issuer="Школа громадських активістів",
            verify_label="Перевірте справжність",
            verify_url=f"https://school.example/c/{code}",
            acknowledgement="Фінансується Європейським Союзом",
            signatories=(Signatory("Ірина Савчук", "керівниця Школи"),),
            kilim_seed="biudzhet",
        )


def typst():
    from certificates.pdf import render  # noqa: PLC0415 -- needs django.setup

    return render


def reportlab():
    try:
        from benchmarks.reportlab_page import draw  # noqa: PLC0415 -- only this benchmark has it
    except ImportError as error:
        raise SystemExit(f"{error}: pip install reportlab svglib") from error
    return draw


def measure(engine):
    """Prints as JSON what ``engine`` took in this process."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    data = list(certificates(PEOPLE + WARM))
    draw = {"typst": typst, "reportlab": reportlab}[engine]()
    for each in data[:WARM]:
        draw(each)
    wall, cpu = time.perf_counter(), time.process_time()
    size = sum(len(draw(each)) for each in data[WARM:])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "size": size / PEOPLE}))


def main():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "ENV_FILE": "", "DEBUG": "no"}
    sys.path.insert(0, str(ROOT))
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    print("| engine | certificates | seconds | a second | CPU ms each | peak MB | KB each | tagged, PDF/A |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    for engine, finished in (("typst", "yes"), ("reportlab", "no")):
        run = subprocess.run([sys.executable, __file__, engine], check=True, stdout=subprocess.PIPE)
        told = json.loads(run.stdout)
        print(
            f"| {engine} | {PEOPLE} | {told['wall']:.1f} | {PEOPLE / told['wall']:.1f} "
            f"| {1000 * told['cpu'] / PEOPLE:.1f} | {told['peak']:.0f} | {told['size'] / 1000:.0f} | {finished} |"
        )


if __name__ == "__main__":
    main()
