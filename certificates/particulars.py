"""The facts that the text of a certificate may ask for, read from the rows once, when it is issued.

A template without such a text asks for nothing, and nothing is read for it.
"""

from datetime import datetime

from django.utils.translation import override

from content.wording import in_kyiv
from courses.gradebook.marks import cells_of, overall, so_far
from courses.grading import readable
from courses.models import Enrollment
from people.models import Organization

from .models import CertificateRule, Role
from .placeholders import asked_in
from .statements import COUNTED, days_of, minutes_of, sessions_of

Kind = CertificateRule.Kind


def particulars(rule, holder, *, cohort, evidence):
    """Of what ``rule`` gives to ``holder``."""
    template = rule.template
    if not asked_in(template.body):
        return {}
    if rule.kind == Kind.ORGANIZATION:
        return _of_organization(rule, evidence)
    if rule.kind == Kind.QUIZ:
        mark = {"mark": evidence["mark"]} if evidence.get("mark") else {}
        return _of_all(rule.course, holder, template) | mark
    if rule.kind == Kind.PROGRAMME:
        return _of_all(None, holder, template) | _of_places(evidence["places"])
    if rule.course_id:
        return of_course(course=rule.course, cohort=cohort, person=holder, role=rule.role, template=template)
    about = {"event": rule.event, "series": rule.series}
    return of_event(**about, person=holder, role=rule.role, template=template)


def of_course(*, course, cohort, person, role, template):
    """Hours and mark are of who takes part."""
    asked = asked_in(template.body)
    if not asked:
        return {}
    facts = _of_all(course, person, template)
    if cohort:
        facts["dates"] = _dates(cohort.starts_on, cohort.ends_on)
    if role == Role.PARTICIPANT:
        facts["minutes"] = course.hours * 60
        facts["mark"] = _mark(course, person) if "mark" in asked else ""
    return facts


def _mark(course, person):
    """The overall mark, where the person has any: who was given by hand what they did not do has none, not 0 %."""
    cells = cells_of(person=person, course=course)
    return "" if so_far(cells) is None else str(readable(overall(cells)))


def of_event(*, event, person, role, template, series=None):
    """Of the sessions that ``person`` was part of."""
    if not asked_in(template.body):
        return {}
    facts = _of_all(event, person, template)
    if sessions := sessions_of(event=event, person=person, role=role, series=series):
        facts["dates"] = _dates(*days_of(sessions))
        facts["days"] = len({in_kyiv(session.starts_at).date() for session in sessions})
        if role in COUNTED:
            facts["minutes"] = minutes_of(sessions)
    return facts


def _of_all(page, person, template):
    """Topic of a page, if it is about one; organizations of the person, if they are asked for."""
    facts = {"organization": ""}
    with override(template.language):
        if page and page.topic:
            facts["topics"] = [page.topic.label]
    if "organization" in asked_in(template.body):
        found = Organization.objects.filter(memberships__person=person).order_by("memberships__pk")
        facts["organization"] = ", ".join(name_in(one, template.language) for one in found)
    return facts


def _of_organization(rule, evidence):
    """No hours: they are its people's."""
    facts = {}
    with override(rule.template.language):
        if rule.course.topic:
            facts["topics"] = [rule.course.topic.label]
    if "from" in evidence:
        facts["dates"] = _dates(*(in_kyiv(datetime.fromisoformat(evidence[end])).date() for end in ("from", "to")))
    return facts


def _of_places(keys):
    """Hours of all courses of a programme, from the first to the last day of their cohorts."""
    cohorts = [place.cohort for place in Enrollment.objects.filter(pk__in=keys).select_related("cohort__course")]
    first, last = min(cohort.starts_on for cohort in cohorts), max(cohort.ends_on for cohort in cohorts)
    return {"minutes": 60 * sum(cohort.course.hours for cohort in cohorts), "dates": _dates(first, last)}


def _dates(first, last):
    return [first.isoformat(), last.isoformat()]


def name_in(organization, language):
    return (organization.name_en if language == "en" else "") or organization.name
