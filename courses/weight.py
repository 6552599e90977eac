"""How much data a lesson costs its reader, so that people on a thin line know before they open it."""

import gzip

from django.db.models import IntegerField, OuterRef, Subquery, Sum
from wagtail.images.models import Filter

from .models import LessonPage

PAGE_AROUND = 3_000  # bytes of header, path and footer, compressed; the style sheet comes once for the whole school
PICTURE = Filter("width-720|format-webp|webpquality-60")  # of ``blocks/image.html``, for a phone with a dense screen


def weigh_lesson(lesson):
    """Note the bytes that reading ``lesson`` takes: its text as it travels and its pictures, no sound, video or files.

    A picture whose file is missing weighs nothing: the page shows it as missing, too.
    """
    pictures = [block for block in lesson.body if block.block_type == "image"]
    text = "".join(str(block) for block in lesson.body if block.block_type != "image")
    weight = len(gzip.compress(text.encode())) + sum(_picture_bytes(block.value["image"]) for block in pictures)
    LessonPage.objects.filter(pk=lesson.pk).update(weight=PAGE_AROUND + weight)


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
        if image.is_svg():
            return image.file.size
        with image.generate_rendition_file(PICTURE) as drawn:
            return drawn.size
    except OSError:
        return 0
