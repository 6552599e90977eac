"""What stands at the end of a lesson for one reader: its questions, and one's own note. In one query."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from wagtail.models import Page

from people.accounts import person_of
from people.models import Person
from people.prepared import Asked, Prepared

from .discussion.access import may_discuss
from .models import LessonPage, Note, Post


def beside(lesson, *, course, user):
    """Values for the page. ``questions``: their number, None for who has no part in them; ``noted``, ``bookmarked``.

    ``course`` as the door of the lesson knows it.
    """
    person = person_of(user)
    if not user.is_authenticated:
        return {}
    found = words_about.first(lesson=lesson.pk, person=person and person.pk)
    takes_part = course.is_enrolled or may_discuss(user=user, course=course)
    return {
        "questions": (found["number"] or 0) if takes_part else None,
        "may_note": person is not None,
        "noted": bool(found["note"]),
        "bookmarked": bool(found["bookmark"]),
    }


@Prepared
def words_about():
    """The number of questions about one lesson (null for none), and one person's note on it."""
    lesson, person = Asked("lesson", Page._meta.pk), Asked("person", Person._meta.pk)
    shown = Post.objects.questions().standing().filter(hidden_at__isnull=True, lesson=OuterRef("pk")).order_by()
    number = shown.values("lesson").annotate(number=Count("pk")).values("number")
    mine = Note.objects.filter(lesson=OuterRef("pk"), person_id=person)
    return (
        LessonPage.objects.filter(pk=lesson)
        .order_by()
        .values(
            number=Subquery(number, output_field=IntegerField()),
            note=Subquery(mine.exclude(text="").values("pk")[:1]),
            bookmark=Subquery(mine.filter(bookmarked=True).values("pk")[:1]),
        )
    )
