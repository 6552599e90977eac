"""How much data a lesson costs its reader, so that people on a thin line know before they open it."""

from django.db.models import IntegerField, OuterRef, Subquery, Sum

from content.weight import reading_bytes

from .models import LessonPage


def weigh_lesson(lesson):
    """Note the bytes that reading ``lesson`` takes."""
    LessonPage.objects.filter(pk=lesson.pk).update(weight=reading_bytes(lesson.body))


def weigh_new_lessons():
    """Weigh the published lessons that nobody has weighed yet, and say how many there were."""
    lessons = list(LessonPage.objects.live().filter(weight=None))
    for lesson in lessons:
        weigh_lesson(lesson)
    return len(lessons)


def lessons_weight():
    """For a queryset of courses: the bytes of all published lessons of each, null if nobody weighed one."""
    lessons = LessonPage.objects.live().filter(path__startswith=OuterRef("path")).order_by().values("live")
    return Subquery(lessons.annotate(total=Sum("weight")).values("total"), output_field=IntegerField())
