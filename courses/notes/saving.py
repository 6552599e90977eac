"""Save a note so that two open windows never overwrite each other, and find one's notes again. Nothing is logged."""

import uuid

from django.db import transaction
from django.db.models import OuterRef, Subquery

from courses.discussion.access import above
from courses.models import CoursePage, Note
from courses.windows import WordsChanged
from people.models import Person


@transaction.atomic
def save_note(*, person, lesson, text, bookmarked, version, now):
    """Keep what ``person`` wants to keep about ``lesson``; without words and bookmark there is no note: None.

    ``version`` is that of the note which was changed into ``text``, None if there was none. Raises ``WordsChanged``
    when words would be lost that the writer has not seen.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    note = Note.objects.filter(person=person, lesson=lesson).first()
    if note and note.text not in ("", text) and note.version != version:
        raise WordsChanged(note)
    if not text and not bookmarked:
        if note:
            note.delete()
        return None
    note = note or Note(person=person, lesson=lesson)
    note.text, note.bookmarked, note.saved_at, note.version = text, bookmarked, now, uuid.uuid4()
    note.save()
    return note


def notes_of(person):
    """All notes of ``person`` in the order of courses and lessons, each with ``course_pk`` and ``course_title``."""
    course = CoursePage.objects.filter(path=above(OuterRef("lesson__path"), steps=2)).order_by()
    notes = Note.objects.filter(person=person).select_related("lesson__locale").order_by("lesson__path")
    return notes.annotate(
        course_pk=Subquery(course.values("pk")[:1]), course_title=Subquery(course.values("title")[:1])
    )
