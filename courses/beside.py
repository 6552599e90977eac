"""What stands at the end of a lesson for one reader: its questions, and one's own note."""

from people.accounts import person_of

from .discussion.access import may_discuss


def beside(*, course, user):
    """Values for the page. ``questions``: their number, None for who has no part in them; ``noted``, ``bookmarked``.

    ``course`` as ``access.course_around`` has asked for it, the words beside the lesson included.
    """
    if not user.is_authenticated:
        return {}
    takes_part = course.is_enrolled or may_discuss(user=user, course=course)
    return {
        "questions": (course.questions_here or 0) if takes_part else None,
        "may_note": person_of(user) is not None,
        "noted": course.is_noted,
        "bookmarked": course.is_bookmarked,
    }
