"""Who reads and writes in the discussions of a course: as querysets; ``may_discuss`` is the predicate.

Those who have a place in one of its cohorts, its trainers, and who plans cohorts – also of a course whose lessons
everybody may read, as people's words are not for everybody (decision 0037).
"""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Length, Substr
from wagtail.models import Page

from content.restrictions import pages_open_to
from courses.access import closed_steps, may_read_everything, places_of
from courses.models import CoursePage, LessonPage, ModulePage, Post
from people.accounts import person_of


def discussed_courses(user):
    """Published courses in whose discussions ``user`` takes part."""
    return _courses(user, Q(is_enrolled=True) | Q(is_taught=True))


def moderated_courses(user):
    """Published courses whose discussions ``user`` keeps in order: as a trainer, or as who plans cohorts."""
    return _courses(user, Q(is_taught=True))


def _courses(user, mine):
    courses = CoursePage.objects.live().order_by()
    return courses if may_read_everything(user) else courses.alias(**places_of(user)).filter(mine)


def may_discuss(*, user, course):
    return discussed_courses(user).filter(pk=course.pk).exists()


def may_moderate(*, user, course):
    return moderated_courses(user).filter(pk=course.pk).exists()


def lessons_of(courses, *, user):
    """Published lessons of ``courses`` that no privacy setting hides from ``user``."""
    lessons = pages_open_to(user, LessonPage.objects.live()).order_by()
    lessons = lessons.alias(course_path=above("path", steps=2), module_path=above("path", steps=1))
    modules = ModulePage.objects.live().order_by()
    return lessons.filter(course_path__in=courses.values("path"), module_path__in=modules.values("path"))


def above(path, *, steps):
    """The path of the page so many levels above the one at ``path``, a field of the query; empty above the root.

    PostgreSQL may ask this of any page before it knows which are lessons, and refuses a negative length.
    """
    return Substr(path, 1, Greatest(Length(path) - steps * Page.steplen, 0))


def discussed_lessons(user):
    """What is asked about a lesson opens with the lesson."""
    return lessons_of(discussed_courses(user), user=user).exclude(path__in=closed_steps(user))


def moderated_posts(user):
    """What ``user`` may hide and show again: whatever stands under the lessons they teach."""
    return Post.objects.standing().filter(lesson__in=lessons_of(moderated_courses(user), user=user))


def posts_open_to(user):
    """What ``user`` may read: hidden only one's own and what one moderates. What was taken back has no text."""
    posts = Post.objects.filter(lesson__in=discussed_lessons(user))
    own = Q(person=person_of(user)) if person_of(user) else Q(pk__in=[])
    visible = Q(hidden_at__isnull=True, question__hidden_at__isnull=True)
    moderated = Exists(lessons_of(moderated_courses(user), user=user).filter(pk=OuterRef("lesson")))
    return posts.filter(visible | own | moderated)


def teaches(*, person, course):
    return person is not None and course.trainer_rows.filter(speaker__person=person).exists()


def with_courses(posts):
    """Annotates ``course_title``: a lesson alone does not say where one is."""
    course = Page.objects.filter(path=above(OuterRef("lesson__path"), steps=2)).order_by()
    return posts.annotate(course_title=Subquery(course.values("title")[:1]))
