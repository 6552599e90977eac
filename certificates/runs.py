"""A list of certificates: planned and looked at, approved by an administrator; ``run_work`` then issues them."""

from django.db import transaction
from wagtail.log_actions import log

from .exceptions import CertificateRefused, CertificateTextError
from .giving import certified
from .issuing import name_of
from .models import IssueRun, IssueRunRow
from .pdf import LINE
from .printable import printable
from .rules import candidates, judge
from .run_tasks import issue_run

Outcome, RunState = IssueRunRow.Outcome, IssueRun.State


def foretell(*, rule, now, cohort=None):
    """Who would get a certificate by ``rule`` now and who would not and why, as rows that are written nowhere."""
    found = list(candidates(rule=rule, cohort=cohort))
    keys = [one.pk for one in found]
    verdicts = judge(rule=rule, people=keys, now=now, cohort=cohort)
    already = certified(rule=rule, people=keys, now=now)
    return [_foretold(rule, one, verdicts[one.pk], already.get(one.pk)) for one in found]


@transaction.atomic
def plan(*, rule, by, now, cohort=None):
    """Write down what ``foretell`` says, for an administrator to approve. Nothing is issued."""
    run = IssueRun.objects.create(rule=rule, cohort=cohort, planned_at=now, planned_by=by)
    rows = foretell(rule=rule, now=now, cohort=cohort)
    for row in rows:
        row.run = run
    IssueRunRow.objects.bulk_create(rows)
    log(run, "certificates.plan", user=by, data={"people": len(rows)})
    return run


def _foretold(rule, one, verdict, already):
    cohort = verdict.evidence.get("cohort")
    row = IssueRunRow(cohort_id=cohort, outcome=Outcome.NOT_DUE, **{rule.recipients: one})
    if already:
        row.problem = already
    elif not verdict.earned:
        row.problem, row.facts = verdict.problem, verdict.facts
    else:
        row.outcome, row.problem, row.facts = _printable(name_of(one, language=rule.template.language))
    return row


def _printable(name):
    """Said before anybody is waited for: a name that no certificate can bear."""
    try:
        printable(name, field="recipient", limit=LINE)
    except CertificateTextError as error:
        return Outcome.REFUSED, error.code, error.facts
    return Outcome.TO_ISSUE, "", {}


@transaction.atomic
def approve(*, run, by, now, chosen=None):
    """Let the certificates of ``run`` be issued: to the ``chosen`` rows (keys), or to everybody who would get one."""
    run = _planned_run(run)
    due = run.rows.filter(outcome=Outcome.TO_ISSUE)
    left = 0 if chosen is None else due.exclude(pk__in=chosen).update(outcome=Outcome.LEFT_OUT)
    number = due.count()
    if not number:
        raise CertificateRefused("nobody")
    run.state, run.approved_at, run.approved_by = RunState.RUNNING, now, by
    run.save(update_fields=["state", "approved_at", "approved_by"])
    log(run, "certificates.approve", user=by, data={"people": number, "left_out": left})
    issue_run.enqueue(run.pk)
    return run


@transaction.atomic
def cancel(*, run, by):
    """Decide that a list which waits for approval is not issued."""
    run = _planned_run(run)
    run.state = RunState.CANCELLED
    run.save(update_fields=["state"])
    log(run, "certificates.cancel", user=by)
    return run


def _planned_run(run):
    run = IssueRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != RunState.PLANNED:
        raise CertificateRefused("not_planned")
    return run


@transaction.atomic
def try_again(*, run, by):
    """Issue to those who could not be issued one, once names or pictures are put right."""
    run = IssueRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    again = run.rows.filter(outcome=Outcome.REFUSED)
    if run.state not in (RunState.RUNNING, RunState.FINISHED) or not again.exists():
        raise CertificateRefused("not_running")
    number = again.update(outcome=Outcome.TO_ISSUE, problem="", facts={}, done_at=None)
    run.state, run.finished_at = RunState.RUNNING, None
    run.save(update_fields=["state", "finished_at"])
    log(run, "certificates.try_again", user=by, data={"people": number})
    issue_run.enqueue(run.pk)
    return run
