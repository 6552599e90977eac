"""Certificates follow completions and attendance. They are made by a task: a PDF is no work for somebody's click."""

from django.dispatch import receiver

from courses.signals import course_completed
from webinars.signals import session_attended

from .models import CertificateRule
from .pending import earn
from .sweeps import issue_pending


@receiver(course_completed)
def certificate_after_course(sender, enrollment, now, **kwargs):
    _earned({"course": enrollment.cohort.course_id}, person=enrollment.person, cohort=enrollment.cohort, now=now)


@receiver(session_attended)
def certificate_after_session(sender, person, session, now, **kwargs):
    _earned({"event": session.event_id}, person=person, cohort=None, now=now)


def _earned(source, *, person, cohort, now):
    if rule := CertificateRule.objects.of_itself().filter(**source).first():
        issue_pending.enqueue(earn(person=person, rule=rule, cohort=cohort, now=now).pk)
