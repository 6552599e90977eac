"""Who has earned a certificate, and if not, why: decided for one and for a list in as many queries."""

from .judging import attendance, courses, organizations, programmes, quizzes, surveys, thanks
from .judging.verdicts import QUIET, Verdict
from .models import CertificateRule

__all__ = ["QUIET", "Verdict", "candidates", "has_earned", "judge"]

Kind = CertificateRule.Kind
KINDS = {
    Kind.COURSE: courses,
    Kind.QUIZ: quizzes,
    Kind.EVENT: attendance,
    Kind.SERIES: attendance,
    Kind.PROGRAMME: programmes,
    Kind.TRAINER: thanks,
    Kind.SPEAKER: thanks,
    Kind.ORGANIZER: thanks,
    Kind.ORGANIZATION: organizations,
}


def has_earned(*, rule, person, now):
    """True when ``person`` has done what ``rule`` asks."""
    return judge(rule=rule, people=[person.pk], now=now)[person.pk].earned


def judge(*, rule, people, now, cohort=None):
    """The verdict on each of ``people`` (keys; of organizations, where the rule is for them), by key.

    Of a course only in ``cohort``, where one is given.
    """
    return surveys.judged(rule, KINDS[rule.kind].judge(rule=rule, keys=people, now=now, cohort=cohort))


def candidates(*, rule, cohort=None):
    """Everybody whom the rule could be about, earned or not: people, or organizations."""
    return KINDS[rule.kind].candidates(rule=rule, cohort=cohort)
