"""What a certificate was issued for, in sentences of the reader: from what was frozen, never from today’s rows."""

from datetime import datetime
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from content.wording import short_duration
from webinars.models import Attendance

from .criteria import criteria
from .models import Role
from .statements import long_date

NAMED = {
    Role.TRAINER: lambda: _("Named as trainer or speaker."),
    Role.SPEAKER: lambda: _("Stands in the released programme."),
    Role.ORGANIZER: lambda: _("Named among the organizers."),
}


def asked(certificate):
    """What the rule asked for when it was applied; nothing of a certificate that was given by hand."""
    rule = certificate.evidence.get("rule")
    return criteria(certificate, rule) if rule else []


def found(certificate):
    """What was found, the whole before its parts."""
    evidence = certificate.evidence
    lines = [
        *_completed(evidence),
        *_people(evidence),
        *_counted(evidence),
        *map(_attended, evidence.get("attended", [])),
        *map(_tried, evidence.get("tried", [])),
        *_done(certificate),
        *([_("The survey was answered.")] if evidence.get("asks_survey") else []),
    ]
    return lines or [_("Issued by hand: the school confirms it.")]


def _day(moment):
    return long_date(datetime.fromisoformat(moment))


def _completed(evidence):
    if facts := evidence.get("completed"):
        words = _("The course was completed on %(day)s, in cohort %(cohort)s.")
        yield words % {"day": _day(facts["on"]), "cohort": facts["cohort"]}
    elif rows := evidence.get("courses"):
        yield _("The programme was completed on %(day)s.") % {"day": _day(rows[-1]["on"])}
        for row in rows:
            words = _("%(day)s: the course “%(title)s” was completed, in cohort %(cohort)s.")
            yield words % {**row, "day": _day(row["on"])}
    elif "enrollment" in evidence:  # from before dates were kept here
        yield _("The course was completed.")


def _people(evidence):
    if number := evidence.get("people"):
        words = _("People of the organization who completed the course: %(number)d, from %(first)s to %(last)s.")
        yield words % {"number": number, "first": _day(evidence["from"]), "last": _day(evidence["to"])}


def _counted(evidence):
    if "percent" in evidence:
        yield _(
            "Attended sessions: %(sessions)s of %(of)s; days: %(days)s; hours: %(hours)s; share of the time: "
            "%(percent)s %%."
        ) % (evidence | {"hours": _number(evidence["hours"])})
    elif "sessions" in evidence:
        yield _("Attended sessions: %(sessions)s; days: %(days)s; hours: %(hours)s.") % evidence
    if "by_trainer" in evidence:
        yield _("The mark that counts was set by a trainer: %(mark)s %%.") % {"mark": _number(evidence["mark"])}
    elif "mark" in evidence:
        yield _("The mark that counts: %(mark)s %%.") % {"mark": _number(evidence["mark"])}


def _number(text):
    return number_format(Decimal(text))


def _attended(row):
    words = {
        "day": _day(row["on"]),
        "title": row["title"],
        "seen": short_duration(row["seen"]),
        "length": short_duration(row["minutes"]),
        "status": Attendance.Status(row["status"]).label,
        "version": row["version"],
    }
    if row["corrected"]:
        return _("%(day)s, “%(title)s”: %(status)s; somebody corrected what was measured, and said why.") % words
    if row["version"] is None:
        return _("%(day)s, “%(title)s”: %(seen)s of %(length)s, %(status)s.") % words
    return _("%(day)s, “%(title)s”: %(seen)s of %(length)s, %(status)s, by version %(version)s of the rule.") % words


def _tried(row):
    words = _("%(day)s, quiz “%(title)s”, attempt %(number)s: %(mark)s %%, pass mark %(asked)s %%.")
    return words % {**row, "day": _day(row["on"]), "mark": _number(row["mark"])}


def _done(certificate):
    """Of who is thanked: what for."""
    evidence = certificate.evidence
    for row in evidence.get("hosted_at", []):
        yield _("%(day)s, hosted “%(title)s”.") % {"day": _day(row["on"]), "title": row["title"]}
    for title in evidence.get("talks", []):
        yield _("Spoke or moderated: “%(title)s”.") % {"title": title}
    if certificate.role in NAMED and not (evidence.get("hosted_at") or evidence.get("talks")):
        yield NAMED[certificate.role]()
