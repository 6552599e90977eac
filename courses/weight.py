"""How much data a lesson costs its reader, so that people on a thin line know before they open it."""

import gzip

from django.db.models import IntegerField, OuterRef, Subquery, Sum

from .models import LessonPage

PAGE_AROUND = 3_000  # bytes of header, path and footer, compressed; the style sheet comes once for the whole school
PICTURE = "width-720|format-webp|webpquality-60"  # what ``blocks/image.html`` offers a phone with a dense screen


def weigh_lesson(lesson):
    """Note the bytes that reading ``lesson`` takes: its text as it travels and its pictures, no sound, video or files.

    A picture whose file is missing weighs nothing: the page shows it as missing, too.
    """
    text = len(gzip.compress(str(lesson.body).encode()))
    pictures = sum(_picture_bytes(block.value["image"]) for block in lesson.body if block.block_type == "image")
    LessonPage.objects.filter(pk=lesson.pk).update(weight=PAGE_AROUND + text + pictures)


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


def _picture_bytes(image):
    try:
        return image.file.size if image.is_svg() else image.get_rendition(PICTURE).file.size
    except OSError:
        return 0
