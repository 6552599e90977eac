"""Give what a rule gives, to whom it is due; the same for one who waits and for a list."""

from .issuing import issue_for_course, issue_for_event
from .models import Certificate, State


def give(*, rule, person, now, cohort=None, by=None, evidence=None):
    """The certificate that ``rule`` gives. Raises ``CertificateRefused`` when it cannot be issued."""
    frozen = {"rule": {"pk": rule.pk, **_asks(rule)}, **(evidence or {})}
    common = {"person": person, "template": rule.template, "role": rule.role, "now": now, "by": by, "evidence": frozen}
    if rule.course_id:
        return issue_for_course(course=rule.course, cohort=cohort, **common)
    return issue_for_event(event=rule.event, **common)


def _asks(rule):
    """What the rule asked for when it was applied: it may be changed later."""
    return {name: getattr(rule, name) for name in ("role", "min_sessions", "min_days", "min_hours")}


def certified(*, rule, people, now):
    """Why those of ``people`` (keys) who were ever certified by what ``rule`` certifies get no other: codes, by key.

    Who has one that expired may earn it anew.
    """
    found = Certificate.objects.filter(person__in=people, **rule.source).order_by("issued_at", "pk")
    state = {certificate.person_id: certificate.state_at(now) for certificate in found}
    standing = {person for person, last in state.items() if last != State.EXPIRED}
    return {person: "had_one" if state[person] == State.REVOKED else "has_one" for person in standing}
