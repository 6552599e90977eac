"""What a badge is for and how one comes by it, in words: of what was issued, and of what a rule gives."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, override

from certificates.models import Role
from people.addresses import absolute_reverse

from . import artwork
from .issuer import profile

ASKS = {  # what a rule counts
    "min_sessions": ngettext_lazy("Attend %(number)d session.", "Attend %(number)d sessions.", "number"),
    "min_days": ngettext_lazy("Attend on %(number)d day.", "Attend on %(number)d days.", "number"),
    "min_hours": ngettext_lazy("Attend for %(number)d hour.", "Attend for %(number)d hours.", "number"),
}


def address(record):
    """Where the achievement of a certificate or a rule is described."""
    kind, pk = ("course", record.course_id) if record.course_id else ("event", record.event_id)
    return absolute_reverse("achievement", kind, pk, record.role)


def of_certificate(certificate):
    """As it was when ``certificate`` was issued."""
    says = certificate.statement
    words = {"title": says["title"], "subject": says["subject"], "lead": says["lead"], "details": says["details"]}
    asked = certificate.evidence.get("rule", {})
    return _achievement(certificate, words, asked=asked, language=says["language"], look=says)


def of_rule(rule):
    """As the rule has it now."""
    template, page = rule.template, rule.course or rule.event
    words = {"title": template.title, "subject": page.title, "lead": template.statement, "details": []}
    asked = {name: getattr(rule, name) for name in ASKS}
    look = {"kilim_seed": template.kilim_seed, "accent": template.accent}
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


def _kind(record):
    if record.role == Role.TRAINER:
        return "Award"
    return "CertificateOfCompletion" if record.course_id else "ext:Attendance"


def criteria(record, asked):
    """What has to be done, as sentences in the language in force. ``asked`` is what the rule counts."""
    if record.role == Role.TRAINER:
        return [_("Teach at it: host a session, or be named as trainer or speaker.")]
    if record.course_id:
        return [_("Complete the course: its lessons, its quizzes and its assignments.")]
    if not asked:
        return [_("The school decides who has earned it.")]
    counted = [words % {"number": asked[name]} for name, words in ASKS.items() if asked.get(name)]
    return counted or [_("Attend every session.")]


def evidence(certificate):
    """What the certificate rests on, in a sentence of its language; names no rows."""
    facts = certificate.evidence
    with override(certificate.statement["language"]):
        if certificate.role == Role.TRAINER:
            return _("Hosted a session, or is named as trainer or speaker.")
        if certificate.course_id:
            return _("Completed the course.")
        if "sessions" in facts:
            return _("Attended sessions: %(sessions)s; days: %(days)s; hours: %(hours)s.") % facts
        return _("Took part, as the school confirms.")
