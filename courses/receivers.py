"""What follows elsewhere: attendance of a session may complete a course; a published lesson is weighed."""

from django.dispatch import receiver
from wagtail.signals import page_published

from webinars.signals import session_attended

from .lesson_rules import complete_attended
from .models import LessonPage, ProgrammePage
from .opening.ruling import keep_attended
from .programmes.completing import complete_programmes_of
from .progress import complete_courses_of
from .signals import course_completed
from .tasks import complete_programme, weigh


@receiver(session_attended)
def open_what_waited_for_it(sender, person, session, now, **kwargs):
    keep_attended(person=person, session=session, now=now)


@receiver(session_attended)
def complete_its_lesson(sender, person, session, now, **kwargs):
    complete_attended(person=person, session=session, now=now)


@receiver(session_attended)
def complete_courses_after_attendance(sender, person, now, **kwargs):
    complete_courses_of(person=person, now=now)


@receiver(course_completed)
def complete_programmes_after_a_course(sender, enrollment, now, **kwargs):
    complete_programmes_of(person=enrollment.person, now=now)


@receiver(page_published, sender=ProgrammePage)
def complete_a_programme_that_changed(sender, instance, **kwargs):
    complete_programme.enqueue(instance.pk)


@receiver(page_published, sender=LessonPage)
def weigh_published_lesson(sender, instance, **kwargs):
    weigh.enqueue(instance.pk)
