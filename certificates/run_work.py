"""Issues the certificates of an approved list, some people at a time.

They are one transaction: rows, certificates, log and the task that mails them together, or nothing; within it each
person has a savepoint, so one who cannot be certified stops nobody else. So a worker that is killed leaves whole people
behind and the next one goes on; and of several workers each takes rows that no other holds. That nobody has two
certificates is the promise of the unique constraint, whoever issues.
"""

import logging

from django.db import InterfaceError, OperationalError, transaction

from .contents import contents_of_all
from .evidence import facts_of_all
from .exceptions import CertificateRefused
from .giving import certified, give, within
from .issuing import follow_up
from .models import Certificate, IssueRun, IssueRunRow
from .rules import judge

logger = logging.getLogger(__name__)
Outcome = IssueRunRow.Outcome
TOGETHER = 10  # people: fewer cost more commits, more keep others waiting who write into SQLite
SETTLED = ["outcome", "problem", "facts", "certificate", "done_at"]


@transaction.atomic
def settle_some(*, run, now, most=TOGETHER):
    """Settle up to ``most`` people of ``run``; their rows. None: nobody is left whom no other worker has in hand."""
    waiting = run.rows.select_for_update(of=("self",), skip_locked=True).filter(outcome=Outcome.TO_ISSUE)
    waiting = waiting.select_related("person", "organization", "cohort")
    rows = list(waiting.order_by("person_id", "organization_id")[:most])  # no two lists wait for each other in a circle
    if not rows:
        return rows
    known, issued = _Known(run, rows, now=now), []
    for row in rows:
        issued += _settle(row, run, known, now=now)
        row.done_at = now
    if issued:
        follow_up(issued)
    IssueRunRow.objects.bulk_update(rows, SETTLED)
    return rows


class _Known:
    """What the plan said, asked again for ``rows`` together: the list may have waited for days."""

    def __init__(self, run, rows, *, now):
        keys = [row.holder.pk for row in rows]
        self.already = certified(rule=run.rule, people=keys, now=now)
        self.verdicts = judge(rule=run.rule, people=keys, now=now, cohort=run.cohort)
        earned = {key: verdict.evidence for key, verdict in self.verdicts.items() if verdict.earned}
        cohorts = {row.holder.pk: row.cohort for row in rows}
        contents = contents_of_all(run.rule, {key: within(cohorts[key], one) for key, one in earned.items()})
        self.facts = {key: facts | contents[key] for key, facts in facts_of_all(earned).items()}


def _settle(row, run, known, *, now):
    """Write into ``row`` what comes of it; the certificate with its PDF, if one is issued, as a list."""
    issued = []
    try:
        with transaction.atomic():
            _give(row, run, known, now=now, follow=issued.append)
            return issued
    except CertificateRefused as refusal:
        row.outcome, row.problem, row.facts = Outcome.REFUSED, refusal.code, refusal.facts
    except (InterfaceError, OperationalError):
        raise  # the database's trouble is nobody's in particular: the task is tried again
    except Exception:
        logger.exception("Certificate of row %d of list %d failed", row.pk, run.pk)
        row.outcome, row.problem, row.certificate = Outcome.REFUSED, "fault", None
    return []


def _give(row, run, known, *, now, follow):
    rule, holder = run.rule, row.holder
    if not rule.active:
        raise CertificateRefused("inactive")
    if already := known.already.get(holder.pk):
        row.outcome, row.problem = Outcome.NOT_DUE, already
        row.certificate = Certificate.objects.filter(**{rule.recipients: holder}, **rule.source).first()
        return
    verdict = known.verdicts[holder.pk]
    if not verdict.earned:
        row.outcome, row.problem, row.facts = Outcome.NOT_DUE, verdict.problem, verdict.facts
        return
    given = {"cohort": row.cohort, "by": run.approved_by, "evidence": {"list": run.pk, **verdict.evidence}}
    row.certificate = give(rule=rule, holder=holder, now=now, facts=known.facts[holder.pk], follow=follow, **given)
    row.outcome = Outcome.ISSUED


def finish(*, run, now):
    """Close ``run`` unless somebody is left, say in another worker's hands; True when this call closed it."""
    running = IssueRun.objects.running().filter(pk=run.pk).exclude(rows__outcome=Outcome.TO_ISSUE)
    return bool(running.update(state=IssueRun.State.FINISHED, finished_at=now))
