"""Certificates follow completions and attendance. They are made by a task: a PDF is no work for somebody's click."""

from django.dispatch import receiver

from courses.signals import course_completed
from webinars.signals import session_attended

from .models import CertificateRule
from .pending import earn
from .sweeps import issue_pending


@receiver(course_completed)
def certificate_after_course(sender, enrollment, now, **kwargs):
    rule = CertificateRule.objects.filter(course=enrollment.cohort.course_id, active=True).first()
    _earned(rule, person=enrollment.person, cohort=enrollment.cohort, now=now)


@receiver(session_attended)
def certificate_after_session(sender, person, session, now, **kwargs):
    rule = CertificateRule.objects.filter(event=session.event_id, active=True).first()
    _earned(rule, person=person, cohort=None, now=now)


def _earned(rule, *, person, cohort, now):
    if rule:
        issue_pending.enqueue(earn(person=person, rule=rule, cohort=cohort, now=now).pk)
