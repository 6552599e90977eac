"""From earned to issued. What was earned stands in the database until it is issued, or somebody decides otherwise.

``earn`` writes it down in the transaction of the completion or attendance. ``settle`` issues it, or says why it cannot
be. The lock of the row orders the two: attendance that is decided while another is settled waits its turn, and is seen.
"""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from .exceptions import CertificateRefused
from .models import Certificate, PendingCertificate
from .rules import has_earned, issue_by_rule


def earn(*, person, rule, now, cohort=None):
    """Write down that ``person`` may have earned the certificate of ``rule``; twice is as good as once."""
    earned, _made = PendingCertificate.objects.update_or_create(
        person=person,
        rule=rule,
        defaults={"cohort": cohort, "problem": ""},
        create_defaults={"cohort": cohort, "earned_at": now},
    )
    return earned


@transaction.atomic
def settle(*, pending, now):
    """Issue what waits; the certificate, or None with the reason written down. Safe to call twice.

    Who was certified before is not certified again: if that was revoked, only a person issues anew. Who has not done
    enough yet waits no more; the next session they attend brings them back.
    """
    waiting = PendingCertificate.objects.select_for_update(of=("self",))
    pending = waiting.select_related("person", "rule__template").filter(pk=pending.pk).first()
    if pending is None:
        return None
    rule, person = pending.rule, pending.person
    if has_certificate(rule=rule, person=person) or not has_earned(rule=rule, person=person):
        pending.delete()
        return None
    try:
        with override(settings.LANGUAGE_CODE):
            return _issued(pending, now=now)
    except CertificateRefused as refusal:
        report(pending=pending, problem=str(refusal), now=now)
        return None


def has_certificate(*, rule, person):
    """True when ``person`` was ever certified for what ``rule`` certifies."""
    return Certificate.objects.filter(person=person, **rule.source).exists()


def _issued(pending, *, now):
    if not pending.rule.active:
        raise CertificateRefused(_("The rule is no longer in force."))
    return issue_by_rule(rule=pending.rule, person=pending.person, cohort=pending.cohort, now=now)


def report(*, pending, problem, now):
    """Write down why a certificate is not issued, for the administrator who can do something about it."""
    longest = PendingCertificate._meta.get_field("problem").max_length
    PendingCertificate.objects.filter(pk=pending.pk).update(problem=problem[:longest], tried_at=now)


@transaction.atomic
def dismiss(*, pending, by):
    """Decide that what waits is not issued. The log keeps who decided it, about whom and for what."""
    data = {"person": str(pending.person.public_id), "rule": str(pending.rule)}
    log(pending, "certificates.dismiss", user=by, data=data)
    pending.delete()
