"""What follows elsewhere: attendance of a session may complete a course; a published lesson is weighed."""

from django.dispatch import receiver
from wagtail.signals import page_published

from webinars.signals import session_attended

from .models import LessonPage
from .progress import complete_courses_of
from .tasks import weigh


@receiver(session_attended)
def complete_courses_after_attendance(sender, person, now, **kwargs):
    complete_courses_of(person=person, now=now)


@receiver(page_published, sender=LessonPage)
def weigh_published_lesson(sender, instance, **kwargs):
    weigh.enqueue(instance.pk)
