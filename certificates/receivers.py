"""Certificates follow completions and attendance. They are made by a task: a PDF is no work for somebody's click."""

from django.dispatch import receiver

from courses.signals import course_completed
from webinars.signals import session_attended

from .tasks import issue_after_course_task, issue_after_session_task


@receiver(course_completed)
def certificate_after_course(sender, enrollment, now, **kwargs):
    issue_after_course_task.enqueue(enrollment.pk)


@receiver(session_attended)
def certificate_after_session(sender, person, session, now, **kwargs):
    issue_after_session_task.enqueue(person.pk, session.pk)
