"""Who may read a lesson: one gate, as queryset and as predicate, for pages, search, sitemap and files."""

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from people.accounts import person_of

from .models import CoursePage, Enrollment


def may_read_everything(user):
    """Editors and coordinators see what is not open."""
    return user.is_authenticated and user.has_perm("courses.change_cohort")


def open_courses(user):
    """Courses whose lessons ``user`` may read."""
    courses = CoursePage.objects.live()
    if may_read_everything(user):
        return courses
    person = person_of(user)
    readable = Q(reading=CoursePage.Reading.OPEN)
    if person:
        mine = Enrollment.objects.active().filter(person=person, cohort__course=OuterRef("pk"))
        readable |= Q(Exists(mine))
    return courses.filter(readable)


def can_read(*, user, course):
    """Whether ``user`` may read the lessons of ``course``."""
    return open_courses(user).filter(pk=course.pk).exists()


def visible_pages(user):
    """Live public pages without the lessons that ``user`` may not read; what search may find."""
    pages = Page.objects.live().public()
    closed = CoursePage.objects.exclude(pk__in=open_courses(user).values("pk"))
    for course in closed:
        pages = pages.not_descendant_of(course)
    return pages
