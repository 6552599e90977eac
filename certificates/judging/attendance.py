"""Attendance of an event, a conference or a series: sessions, days, hours or a share, each as much as the rule asks."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from content.wording import in_kyiv
from people.models import Person
from webinars.intervals import merge
from webinars.models import Attendance, Session

from .verdicts import Verdict, quiet_from, sessions_of

HOUR = timedelta(hours=1)


def candidates(*, rule, cohort=None):
    """Everybody who registered for one of the sessions, or was there."""
    sessions = sessions_of(rule).order_by().values("pk")
    registered = Q(registrations__session__in=sessions, registrations__cancelled_at__isnull=True)
    attended = Q(attendances__session__in=sessions)
    return Person.objects.filter(pk__in=Person.objects.filter(registered | attended).values("pk"))


def judge(*, rule, keys, now, cohort=None):
    """By what the rule counts; where it counts nothing, every session, and not before no other can follow."""
    held = {session.pk: session for session in sessions_of(rule).filter(state=Session.State.SCHEDULED)}
    if not held:
        return dict.fromkeys(keys, Verdict(False, "no_sessions"))
    rows = Attendance.objects.credited().filter(person__in=keys, session__in=held)
    credited = defaultdict(list)
    for row in rows.order_by("session__starts_at", "pk"):
        credited[row.person_id].append(row)
    asks = asked_by(rule, held)
    waits = asks["percent"] or not any(rule_counts(rule))  # of how many is known only when no other can follow
    until = quiet_from(rule) if waits else None
    return {key: _attended(credited[key], held, asks, until, now=now) for key in keys}


def rule_counts(rule):
    return rule.min_sessions, rule.min_days, rule.min_hours, rule.min_percent


def asked_by(rule, held):
    """How much of each the rule asks for, in the order in which what is missing is said."""
    sessions = rule.min_sessions if any(rule_counts(rule)) else len(held)
    return {"sessions": sessions, "days": rule.min_days, "hours": rule.min_hours, "percent": rule.min_percent}


def _attended(rows, held, asks, until, *, now):
    sessions = [held[row.session_id] for row in rows]
    length, whole = together(sessions), together(held.values())
    done = {
        "sessions": len(sessions),
        "days": len({in_kyiv(session.starts_at).date() for session in sessions}),
        "hours": f"{length / HOUR:g}",
        "percent": length * 100 // whole,
    }
    for what, asked in asks.items():
        if float(done[what]) < asked:
            return Verdict(False, what, {"done": done[what], "asked": asked})
    if until and until > now:
        return Verdict(False, "too_early", until=until)
    return Verdict(True, evidence={"attendances": [row.pk for row in rows], "of": len(held), **done})


def together(sessions):
    """How long sessions last together; what takes place side by side counts once, for nobody is in two rooms."""
    spans = merge([(session.starts_at, session.ends_at) for session in sessions])
    return sum((end - start for start, end in spans), timedelta())
