"""Attendance of a session may complete a course."""

from django.dispatch import receiver

from webinars.signals import session_attended

from .progress import complete_courses_of


@receiver(session_attended)
def complete_courses_after_attendance(sender, person, now, **kwargs):
    complete_courses_of(person=person, now=now)
