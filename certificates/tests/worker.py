"""A worker as a process of its own: ``python -m certificates.tests.worker issue|task|facts <run>``."""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 -- needs django.setup
from django_q.models import OrmQ  # noqa: E402

from certificates.archive import fingerprint, pdf_of  # noqa: E402
from certificates.models import Certificate, IssueRun  # noqa: E402
from certificates.run_tasks import issue_run  # noqa: E402
from certificates.run_work import finish, settle_some  # noqa: E402


def issue(run):
    """Say who was settled, three at a time, so that whoever listens can stop us between or within two groups."""
    while rows := settle_some(run=run, now=timezone.now(), most=3):
        print(*[row.pk for row in rows], flush=True)  # noqa: T201 -- what the test listens to
    finish(run=run, now=timezone.now())


def facts(run):
    certificates = list(Certificate.objects.all())
    found = {
        "state": run.state,
        "outcomes": sorted(run.rows.values_list("outcome", flat=True)),
        "people": sorted(certificate.person_id for certificate in certificates),
        "in rows": sorted(run.rows.exclude(certificate=None).values_list("certificate__person", flat=True)),
        "whole files": sum(fingerprint(pdf_of(each)) == each.pdf_sha256 for each in certificates),
        "mails queued": sum(len(task.task["args"][1][0]) for task in OrmQ.objects.all()),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    what, key = sys.argv[1:]
    if what == "task":
        issue_run.call(int(key))
    else:
        {"issue": issue, "facts": facts}[what](IssueRun.objects.get(pk=key))
