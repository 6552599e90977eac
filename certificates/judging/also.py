"""What a rule may ask beside its own kind: that a survey was answered. Whoever keeps the answers knows who did it.

    @who("asks_survey")
    def answered(*, rule, keys): ...

registers a function that gives those of ``keys`` (people) who did it, in one query for many as for one. Until there is
one, forms do not offer the field. What completes it later calls ``receivers.earned``, as completions do.
"""

from dataclasses import replace

from .verdicts import Verdict

MISSING = {"asks_survey": "no_survey"}  # by the field of a rule: the code of the reason
_known = {}


def who(field):
    """Register the function that knows who did what the ``field`` of a rule asks for."""

    def register(function):
        _known[field] = function
        return function

    return register


def fields():
    """The fields that rules can ask by."""
    return [field for field in MISSING if field in _known]


def judged(rule, verdicts):
    """The verdicts with what ``rule`` asks beside its kind: of those who earned it otherwise."""
    for field in (field for field in MISSING if getattr(rule, field)):
        earned = [key for key, verdict in verdicts.items() if verdict.earned]
        done = set(_known[field](rule=rule, keys=earned)) if field in _known else set()
        verdicts = {key: _also(verdict, field, did=key in done) for key, verdict in verdicts.items()}
    return verdicts


def _also(verdict, field, *, did):
    if not verdict.earned:
        return verdict
    return replace(verdict, evidence={**verdict.evidence, field: True}) if did else Verdict(False, MISSING[field])
