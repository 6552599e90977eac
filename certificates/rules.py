"""Who has earned a certificate by itself: completion of a course, attendance of an event."""

from webinars.models import Attendance, Session

from .issuing import issue_for_course, issue_for_event
from .models import CertificateRule


def issue_after_course(*, enrollment, now):
    """The certificate that completing a course brings, or None when the course promises none."""
    course = enrollment.cohort.course
    rule = CertificateRule.objects.filter(course=course, active=True).select_related("template").first()
    if rule is None:
        return None
    return issue_for_course(
        person=enrollment.person, course=course, cohort=enrollment.cohort, template=rule.template, now=now
    )


def issue_after_session(*, person, session, now):
    """The certificate that attendance of an event brings, once enough of its sessions were attended."""
    rule = (
        CertificateRule.objects.filter(event=session.event_id, active=True).select_related("template", "event").first()
    )
    if rule is None or not has_attended_enough(rule=rule, person=person):
        return None
    return issue_for_event(person=person, event=rule.event, template=rule.template, now=now)


def has_attended_enough(*, rule, person):
    """True when ``person`` is credited for as many sessions of the event as the rule asks (all of them for 0)."""
    held = Session.objects.scheduled().filter(event=rule.event_id)
    credited = Attendance.objects.credited().filter(person=person, session__in=held).count()
    return credited >= (rule.min_sessions or held.count()) > 0
