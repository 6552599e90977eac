"""What a rule may ask beside its own kind: that a survey about the course or the event was answered."""

from dataclasses import replace

from surveys.answers import participations_in

from .verdicts import Verdict


def judged(rule, verdicts):
    """The verdicts; where ``rule`` asks for the survey, only who answered it has earned what they earned otherwise."""
    if not rule.asks_survey:
        return verdicts
    earned = [key for key, verdict in verdicts.items() if verdict.earned]
    answered = participations_in(rule.course or rule.event).filter(person__in=earned)
    return verdicts | {key: Verdict(False, "no_survey") for key in earned} | {
        key: replace(verdicts[key], evidence={**verdicts[key].evidence, "asks_survey": True})
        for key in answered.values_list("person", flat=True)
    }  # fmt: skip
