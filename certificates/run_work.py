"""Issues the certificates of an approved list, person by person.

Each person is one transaction: row, certificate and log together, or nothing. So a worker that is killed leaves whole
people behind and the next one goes on; and of several workers each takes a row that no other holds. That nobody has
two certificates is the promise of the unique constraint, whoever issues.
"""

import logging

from django.db import InterfaceError, OperationalError, transaction

from .exceptions import CertificateRefused
from .giving import certified, give
from .models import Certificate, IssueRun, IssueRunRow
from .rules import judge

logger = logging.getLogger(__name__)
Outcome = IssueRunRow.Outcome


def step(*, run, now):
    """Settle one person of ``run``; the row, or None when there is nobody left whom no other worker has in hand."""
    with transaction.atomic():
        waiting = run.rows.select_for_update(of=("self",), skip_locked=True).filter(outcome=Outcome.TO_ISSUE)
        row = waiting.select_related("person", "organization", "cohort").order_by("pk").first()
        if row is None:
            return None
        _settle(row, run, now=now)
        row.done_at = now
        row.save(update_fields=["outcome", "problem", "facts", "certificate", "done_at"])
    return row


def _settle(row, run, *, now):
    """What the plan said is asked again: the list may have waited for days."""
    try:
        with transaction.atomic():
            _give(row, run, now=now)
    except CertificateRefused as refusal:
        row.outcome, row.problem, row.facts = Outcome.REFUSED, refusal.code, refusal.facts
    except (InterfaceError, OperationalError):
        raise  # the database's trouble is nobody's in particular: the task is tried again
    except Exception:
        logger.exception("Certificate of row %d of list %d failed", row.pk, run.pk)
        row.outcome, row.problem = Outcome.REFUSED, "fault"


def _give(row, run, *, now):
    rule, holder = run.rule, row.holder
    if not rule.active:
        raise CertificateRefused("inactive")
    if already := certified(rule=rule, people=[holder.pk], now=now).get(holder.pk):
        row.outcome, row.problem = Outcome.NOT_DUE, already
        row.certificate = Certificate.objects.filter(**{rule.recipients: holder}, **rule.source).first()
        return
    verdict = judge(rule=rule, people=[holder.pk], now=now, cohort=run.cohort)[holder.pk]
    if not verdict.earned:
        row.outcome, row.problem, row.facts = Outcome.NOT_DUE, verdict.problem, verdict.facts
        return
    given = {"cohort": row.cohort, "by": run.approved_by, "evidence": {"list": run.pk, **verdict.evidence}}
    row.certificate = give(rule=rule, holder=holder, now=now, **given)
    row.outcome = Outcome.ISSUED


def finish(*, run, now):
    """Close ``run`` unless somebody is left, say in another worker's hands; True when this call closed it."""
    running = IssueRun.objects.running().filter(pk=run.pk).exclude(rows__outcome=Outcome.TO_ISSUE)
    return bool(running.update(state=IssueRun.State.FINISHED, finished_at=now))
