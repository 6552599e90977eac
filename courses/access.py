"""Who may read what of a course: one gate, as queryset and as predicate, for pages, search, sitemap and files.

The page of a course and the titles of its lessons are for everybody; the lessons and quizzes of a course that is
for enrolled people are for them, for its trainers, and for who plans cohorts. What is not published, or stands in
something that is not, is for nobody. Wagtail's own privacy of pages comes on top: it guards the pages themselves,
and the lists made here leave out what it hides.
"""

from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from wagtail.models import Page

from content.restrictions import pages_open_to
from people.accounts import person_of
from people.models import Person
from people.prepared import Asked, Prepared

from .models import Cohort, CoursePage, Enrollment, ModulePage, Note, Post
from .models.pages import CourseTrainer


def may_read_everything(user):
    """Those who plan cohorts see what is not open."""
    return user.is_authenticated and user.has_perm("courses.change_cohort")


def open_courses(user):
    """Published courses whose lessons ``user`` may read."""
    courses = CoursePage.objects.live()
    if may_read_everything(user):
        return courses
    readable = Q(reading=CoursePage.Reading.OPEN) | Q(is_enrolled=True) | Q(is_taught=True)
    return courses.alias(**places_of(user)).filter(readable)


def can_read(*, user, course):
    """Whether ``user`` may read the lessons of ``course``."""
    return open_courses(user).filter(pk=course.pk).exists()


def places_of(user):
    """For a queryset of courses: whether ``user`` has a place in one, or teaches it."""
    person = person_of(user)
    if person is None:
        nobody = Value(False, output_field=BooleanField())
        return {"is_enrolled": nobody, "is_taught": nobody}
    return {
        "is_enrolled": Exists(Enrollment.objects.active().filter(person=person, cohort__course=OuterRef("pk"))),
        "is_taught": Exists(CourseTrainer.objects.filter(speaker__person=person, course=OuterRef("pk"))),
    }


def course_around(page, *, user):
    """The course a lesson or quiz stands in, or None, with all that its door asks, in one query or two.

    ``is_published``: it, its module and its course are. ``may_read``: ``user`` may read it once it is. ``is_enrolled``.
    And what stands beside a lesson, so that it costs no question of its own: see ``beside``.
    """
    module, above = page.path[: -page.steplen], page.path[: -2 * page.steplen]
    person = getattr(person_of(user), "pk", None)
    course = course_at.first(course=above, module=module, person=person, page=page.pk)
    if course:
        course.is_published = page.live and course.module_is_live and course.live
        open_to_all = course.reading == CoursePage.Reading.OPEN
        course.may_read = open_to_all or course.is_enrolled or can_read(user=user, course=course)
    return course


@Prepared
def course_at():
    """The course of one path, without its long texts, with its module of another and the place of a person."""
    path, person = Page._meta.get_field("path"), Person._meta.pk
    module = Page.objects.live().filter(path=Asked("module", path))
    place = Enrollment.objects.active().filter(person_id=Asked("person", person), cohort__course=OuterRef("pk"))
    courses = CoursePage.objects.filter(path=Asked("course", path)).defer("body", "faq", "outcomes")
    courses = courses.annotate(module_is_live=Exists(module), is_enrolled=Exists(place))
    return courses.annotate(**_beside_page(Asked("page", person))).order_by()


def _beside_page(page):
    """The number of questions about the page (null for none), and one person's note on it."""
    shown = Post.objects.questions().standing().filter(hidden_at__isnull=True, lesson_id=page).order_by()
    number = shown.values("lesson").annotate(number=Count("pk")).values("number")
    mine = Note.objects.filter(lesson_id=page, person_id=Asked("person", Person._meta.pk))
    return {
        "questions_here": Subquery(number, output_field=IntegerField()),
        "is_noted": Exists(mine.exclude(text="")),
        "is_bookmarked": Exists(mine.filter(bookmarked=True)),
    }


def closed_paths(user):
    """Paths below which ``user`` may read nothing: of courses that are closed to them, of modules not published."""
    closed = CoursePage.objects.exclude(pk__in=open_courses(user).values("pk")).order_by()
    hidden = ModulePage.objects.filter(live=False).order_by()
    return [*closed.values_list("path", flat=True), *hidden.values_list("path", flat=True)]


def is_below(page, paths):
    return any(page.path.startswith(path) and page.path != path for path in paths)


def visible_pages(user):
    """Live pages without the inside of what ``user`` may not read; what search may find."""
    pages = pages_open_to(user, Page.objects.live())
    below = [Q(path__startswith=path, depth__gt=len(path) // Page.steplen) for path in closed_paths(user)]
    return pages.exclude(reduce(or_, below)) if below else pages


def is_listed(page, request):
    """Whether anybody may read ``page``; for a sitemap, which asks once a page and looks up the closed paths once."""
    if request is None:
        return not is_below(page, closed_paths(AnonymousUser()))
    if not hasattr(request, "paths_closed_to_all"):
        request.paths_closed_to_all = closed_paths(AnonymousUser())
    return not is_below(page, request.paths_closed_to_all)


def is_own(work, user):
    """Whether ``user`` did ``work``, a submission or an attempt: nobody marks what is their own."""
    person = person_of(user) if user else None
    return person is not None and work.person_id == person.pk


def visible_cohorts(user):
    """Announced cohorts, also cancelled ones, of the courses whose pages ``user`` may open."""
    return Cohort.objects.announced().filter(course__in=pages_open_to(user, CoursePage.objects.live()))
