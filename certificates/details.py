"""What a certificate says of what it was given for, by the kind of its rule, in the language of its template."""

from datetime import datetime
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext, override

from courses.models import Enrollment
from webinars.models.sessions import full_title

from .models import CertificateRule
from .particulars import particulars
from .pdf import LINE
from .statements import course_details, event_details, hours_line
from .values import period

Kind = CertificateRule.Kind


def said_by(rule, holder, *, cohort, evidence):
    """Subject, details and facts of the certificate that ``rule`` gives to ``holder``."""
    language = rule.template.language
    return {
        "subject": subject_of(rule),
        "details": _details(rule, holder, cohort, evidence, language=language),
        "facts": particulars(rule, holder, cohort=cohort, evidence=evidence),
    }


def subject_of(rule):
    """The course or event, and the quiz where the rule is about one."""
    return full_title(rule.page.title, rule.quiz.title if rule.quiz_id else "")


def _details(rule, holder, cohort, evidence, *, language):
    if rule.kind == Kind.QUIZ:
        return quiz_details(evidence, language=language)
    if rule.kind == Kind.ORGANIZATION:
        return organization_details(evidence, language=language)
    if rule.kind == Kind.PROGRAMME:
        return programme_details(evidence, language=language)
    if rule.course_id:
        return course_details(course=rule.course, cohort=cohort, role=rule.role, language=language)
    common = {"event": rule.event, "person": holder, "role": rule.role, "language": language}
    return [*event_details(**common, series=rule.series), *talks_line(evidence, language=language)]


def quiz_details(evidence, *, language):
    if not evidence.get("mark"):
        return []
    with override(language):
        mark = number_format(Decimal(evidence["mark"]))
        return [gettext("result: %(mark)s %%") % {"mark": mark}]


def programme_details(evidence, *, language):
    """How many courses, of how many hours together, from the first to the last day of their cohorts."""
    places = Enrollment.objects.filter(pk__in=evidence["places"]).select_related("cohort__course")
    cohorts = [place.cohort for place in places]
    hours = sum(cohort.course.hours for cohort in cohorts)
    with override(language):
        courses = ngettext("%(number)d course", "%(number)d courses", len(cohorts)) % {"number": len(cohorts)}
        first, last = min(cohort.starts_on for cohort in cohorts), max(cohort.ends_on for cohort in cohorts)
        return [courses, *([hours_line(hours)] if hours else []), period(first, last)]


def organization_details(evidence, *, language):
    """How many of its people, and when; no names."""
    if "people" not in evidence:
        return []
    with override(language):
        words = ngettext(
            "%(number)d person of it completed the course",
            "%(number)d people of it completed the course",
            evidence["people"],
        )
        first, last = (datetime.fromisoformat(evidence[name]) for name in ("from", "to"))
        return [words % {"number": evidence["people"]}, period(first, last)]


def talks_line(evidence, *, language):
    """What somebody spoke about, where a line holds it."""
    with override(language):
        line = ", ".join(gettext("“%(title)s”") % {"title": title} for title in evidence.get("talks", []))
    return [line] if 0 < len(line) <= LINE else []
