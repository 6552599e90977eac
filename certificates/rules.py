"""Who has earned a certificate by itself: completion of a course, attendance of an event."""

from courses.models import Enrollment
from webinars.models import Attendance, Session

from .issuing import issue_for_course, issue_for_event


def has_earned(*, rule, person):
    """True when ``person`` has done what ``rule`` asks."""
    return has_completed(rule=rule, person=person) if rule.course_id else has_attended_enough(rule=rule, person=person)


def has_completed(*, rule, person):
    """True when ``person`` has completed the course in one of its cohorts."""
    return Enrollment.objects.filter(person=person, cohort__course=rule.course_id, completed_at__isnull=False).exists()


def has_attended_enough(*, rule, person):
    """True when ``person`` is credited for as many sessions of the event as the rule asks (all of them for 0)."""
    held = Session.objects.scheduled().filter(event=rule.event_id)
    credited = Attendance.objects.credited().filter(person=person, session__in=held).count()
    return credited >= (rule.min_sessions or held.count()) > 0


def issue_by_rule(*, rule, person, cohort, now):
    """The certificate that ``rule`` gives. Raises ``CertificateRefused`` when it cannot be issued."""
    common = {"person": person, "template": rule.template, "now": now}
    if rule.course_id:
        return issue_for_course(course=rule.course, cohort=cohort, **common)
    return issue_for_event(event=rule.event, **common)
