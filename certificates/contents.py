"""How something was held and what it was about, as plain values: frozen among what a certificate rests on.

``mode`` is one of ``Session.Mode``, or "" where nobody can tell; ``topics`` are titles in their order. Of many
certificates by one rule they are found in as many queries as of one.
"""

from courses.models import CohortSession, CoursePage, Enrollment, ModulePage
from webinars.models import Session

from .models import CertificateRule
from .statements import mode_of, sessions_by_person

Kind, Mode = CertificateRule.Kind, Session.Mode


def contents_of(rule, holder, evidence):
    """``mode`` and ``topics`` of the certificate that ``rule`` gives to ``holder``."""
    return contents_of_all(rule, {holder.pk: evidence})[holder.pk]


def contents_of_all(rule, evidence):
    """The same for several holders, by key: ``evidence`` is that of their verdicts, with the key of a ``cohort``."""
    if rule.event_id:
        found = contents_of_event(rule.event, role=rule.role, people=evidence, series=rule.series)
        talks = {key: one.get("talks") for key, one in evidence.items()}
        return {key: one | ({"topics": talks[key]} if talks[key] else {}) for key, one in found.items()}
    if rule.kind == Kind.PROGRAMME:
        return _of_programme(evidence)
    if rule.kind == Kind.QUIZ:
        module = rule.quiz.module
        return dict.fromkeys(evidence, _said([Mode.ONLINE], [module.title] if module else []))
    if rule.kind == Kind.ORGANIZATION:
        return _of_organizations(rule.course, evidence)
    cohorts = {key: [one["cohort"]] for key, one in evidence.items() if one.get("cohort")}
    return _of_courses(rule.course, cohorts, evidence)


def contents_of_course(course, cohort=None):
    """Of a certificate that is given by hand."""
    return _of_courses(course, {None: [cohort.pk]} if cohort else {}, [None])[None]


def contents_of_event(event, *, role, people, series=None):
    """By the keys of ``people``: of the sessions that each was part of."""
    own = sessions_by_person(event=event, role=role, people=people, series=series)
    return {key: _said([one.mode for one in mine], [one.title for one in mine]) for key, mine in own.items()}


def _said(modes, topics):
    """Plain values: of several ways it was mixed; a title that came twice, or is the event’s own, says nothing new."""
    mode = mode_of(modes)
    return {"mode": mode.value if mode else "", "topics": list(dict.fromkeys(topic for topic in topics if topic))}


def _modes_of(cohorts):
    """The ways of cohorts, by key: lessons are read on the site, and live sessions are held as they are."""
    found = {key: {Mode.ONLINE} for key in cohorts}
    rows = CohortSession.objects.filter(cohort__in=list(found), session__state=Session.State.SCHEDULED)
    for cohort, mode in rows.values_list("cohort", "session__mode"):
        found[cohort].add(Mode(mode))
    return found


def _of_courses(course, cohorts, keys):
    """By key; of who is certified without a cohort only what every cohort has in common is known."""
    topics = list(ModulePage.objects.child_of(course).live().values_list("title", flat=True))
    modes = _modes_of({cohort for mine in cohorts.values() for cohort in mine})
    alone = {Mode.ONLINE} if course.format == CoursePage.Format.LESSONS else set()
    return {key: _said(set().union(*(modes[one] for one in cohorts.get(key, []))) or alone, topics) for key in keys}


def _of_organizations(course, evidence):
    places = Enrollment.objects.filter(pk__in={key for one in evidence.values() for key in one.get("enrollments", [])})
    cohort = dict(places.values_list("pk", "cohort"))
    cohorts = {key: [cohort[place] for place in one.get("enrollments", [])] for key, one in evidence.items()}
    return _of_courses(course, cohorts, evidence)


def _of_programme(evidence):
    """The courses that were completed, in the order in which they were."""
    keys = {place for one in evidence.values() for place in one.get("places", [])}
    places = Enrollment.objects.filter(pk__in=keys).values_list("pk", "cohort", "cohort__course__title")
    found = {place: (cohort, title) for place, cohort, title in places}
    modes = _modes_of({cohort for cohort, _title in found.values()})
    own = {key: [found[place] for place in one.get("places", [])] for key, one in evidence.items()}
    return {
        key: _said(set().union(*(modes[cohort] for cohort, _title in mine)), [title for _cohort, title in mine])
        for key, mine in own.items()
    }
