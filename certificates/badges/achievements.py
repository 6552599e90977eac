"""What a badge is for and how one comes by it, in words: of what was issued, and of what a rule gives."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.criteria import THANKED, asked_of, criteria
from certificates.details import subject_of
from certificates.models import Role
from people.addresses import absolute_reverse
from webinars.models import Session

from . import artwork
from .issuer import profile

SOURCES = ("quiz", "series", "course", "event", "programme")  # the narrower first


def address(record):
    """Where the achievement of a certificate or a rule is described."""
    kind = next(name for name in SOURCES if getattr(record, f"{name}_id"))
    return absolute_reverse("achievement", kind, getattr(record, f"{kind}_id"), record.role)


def of_certificate(certificate):
    """As it was when ``certificate`` was issued."""
    says = certificate.statement
    words = {"title": says["title"], "subject": says["subject"], "lead": says["lead"], "details": says["details"]}
    asked, topics = certificate.evidence.get("rule", {}), certificate.evidence.get("topics")
    achievement = _achievement(certificate, words, asked=asked, language=says["language"], look=says)
    return achievement | ({"tag": topics} if topics else {})


def of_rule(rule):
    """As the rule has it now."""
    template, subject = rule.template, subject_of(rule)
    words = {"title": template.title, "subject": subject, "lead": template.statement, "details": []}
    asked = asked_of(rule)
    look = {"kilim_seed": template.kilim_seed, "accent": template.colour}
    achievement = _achievement(rule, words, asked=asked, language=template.language, look=look)
    return {**achievement, "creator": profile(template.issuer)}


def _achievement(record, words, *, asked, language, look):
    with override(language):
        narrative = " ".join(criteria(record, asked))
        caption = _("Badge: a kilim motif")
    return {
        "id": address(record),
        "type": ["Achievement"],
        "achievementType": _kind(record),
        "name": "{title}: {subject}".format_map(words),
        "description": " · ".join([capfirst(words["lead"]), *words["details"]]),
        "inLanguage": language,
        "criteria": {"id": address(record), "narrative": narrative},
        "image": {"id": artwork.data_address(*artwork.look_of(look)), "type": "Image", "caption": caption},
    }


def held(certificate):
    """How it was held, in a word of the certificate’s language; the standard has no place of its own for it."""
    mode = certificate.evidence.get("mode")
    with override(certificate.statement["language"]):
        return capfirst(str(Session.Mode(mode).label)) if mode else ""


def _kind(record):
    if record.role in THANKED:
        return "Award"
    return "CertificateOfCompletion" if record.course_id or record.programme_id else "ext:Attendance"


def evidence(certificate):
    """What the certificate rests on, in a sentence of its language; names no rows."""
    facts = certificate.evidence
    with override(certificate.statement["language"]):
        if certificate.role == Role.TRAINER:
            return _("Hosted a session, or is named as trainer or speaker.")
        if certificate.role == Role.SPEAKER:
            return _("Stands in the released programme.")
        if certificate.role == Role.ORGANIZER:
            return _("Named among the organizers.")
        if certificate.programme_id:
            return _("Completed all courses of the programme.")
        if certificate.quiz_id:
            return _("Passed the quiz.")
        if certificate.course_id:
            return _("Completed the course.")
        if "sessions" in facts:
            return _("Attended sessions: %(sessions)s; days: %(days)s; hours: %(hours)s.") % facts
        return _("Took part, as the school confirms.")
