"""From earned to issued. What was earned stands in the database until it is issued, or somebody decides otherwise.

``earn`` writes it down in the transaction of the completion or attendance. ``settle`` issues it, or says why it cannot
be. The lock of the row orders the two: attendance that is decided while another is settled waits its turn, and is seen.
"""

from django.db import transaction
from wagtail.log_actions import log

from .exceptions import CertificateRefused
from .giving import certified, give
from .models import PendingCertificate
from .rules import judge


def earn(*, person, rule, now, cohort=None):
    """Write down that ``person`` may have earned the certificate of ``rule``; twice is as good as once."""
    again = {"cohort": cohort, "problem": "", "facts": {}, "not_before": None}
    earned, _made = PendingCertificate.objects.update_or_create(
        person=person, rule=rule, defaults=again, create_defaults={**again, "earned_at": now}
    )
    return earned


@transaction.atomic
def settle(*, pending, now):
    """Issue what waits; the certificate, or None with the reason written down. Safe to call twice.

    Who was certified before is not certified again: if that was revoked, only a person issues anew. Who has not done
    enough yet waits no more; the next session they attend brings them back. Who only came too early waits on.
    """
    waiting = PendingCertificate.objects.select_for_update(of=("self",))
    pending = waiting.select_related("person", "rule__template").filter(pk=pending.pk).first()
    if pending is None:
        return None
    rule, person = pending.rule, pending.person
    verdict = judge(rule=rule, people=[person.pk], now=now)[person.pk]
    if certified(rule=rule, people=[person.pk], now=now) or not (verdict.earned or verdict.until):
        pending.delete()
        return None
    if verdict.until:
        report(pending=pending, problem=verdict.problem, facts=verdict.facts, now=now, not_before=verdict.until)
        return None
    try:
        return _issued(pending, verdict, now=now)
    except CertificateRefused as refusal:
        report(pending=pending, problem=refusal.code, facts=refusal.facts, now=now)
        return None


def _issued(pending, verdict, *, now):
    if not pending.rule.active:
        raise CertificateRefused("inactive")
    common = {"holder": pending.person, "cohort": pending.cohort, "evidence": verdict.evidence}
    return give(rule=pending.rule, now=now, **common)


def report(*, pending, problem, now, facts=None, **changes):
    """Write down why a certificate is not issued, for the administrator who can do something about it."""
    changes |= {"problem": problem, "facts": facts or {}, "tried_at": now}
    PendingCertificate.objects.filter(pk=pending.pk).update(**changes)


@transaction.atomic
def dismiss(*, pending, by):
    """Decide that what waits is not issued. The log keeps who decided it, about whom and for what."""
    data = {"person": str(pending.person.public_id), "rule": str(pending.rule)}
    log(pending, "certificates.dismiss", user=by, data=data)
    pending.delete()
