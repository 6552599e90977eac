"""Give what a rule gives, to whom it is due; the same for one who waits and for a list."""

from .contents import contents_of
from .criteria import asked_of
from .details import said_by
from .evidence import facts_of
from .issuing import issue
from .models import Certificate, State


def give(*, rule, holder, now, cohort=None, by=None, evidence=None, facts=None, follow=None):
    """The certificate that ``rule`` gives to a person or an organization. Raises ``CertificateRefused``.

    ``evidence`` is that of the verdict. What its rows say now is frozen beside their keys, with what the rule asked
    for, and how it was held and what it was about (``contents``); who gives to many knows these ``facts``.
    ``follow`` is that of ``issuing.put``.
    """
    evidence = evidence or {}
    if facts is None:
        facts = facts_of(evidence) | contents_of(rule, holder, within(cohort, evidence))
    frozen = {"rule": {"pk": rule.pk, **asked_of(rule)}, **evidence, **facts}
    says = said_by(rule, holder, cohort=cohort, evidence=evidence)
    given = {"template": rule.template, "now": now, "by": by, "evidence": frozen, "follow": follow}
    return issue(holder=holder, source=rule.source, says=says, **given)


def within(cohort, evidence):
    """The evidence with the key of the cohort that is printed, where there is one."""
    return evidence | ({"cohort": cohort.pk} if cohort else {})


def certified(*, rule, people, now):
    """Why those of ``people`` (keys) who were ever certified by what ``rule`` certifies get no other: codes, by key.

    Who has one that expired may earn it anew.
    """
    mine = {f"{rule.recipients}__in": people, **rule.source}
    found = Certificate.objects.filter(**mine).order_by("issued_at", "pk")
    state = {getattr(one, f"{rule.recipients}_id"): one.state_at(now) for one in found}
    standing = {key for key, last in state.items() if last != State.EXPIRED}
    return {key: "had_one" if state[key] == State.REVOKED else "has_one" for key in standing}
