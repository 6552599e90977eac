"""Who may read what of a course: one gate, as queryset and as predicate, for pages, search, sitemap and files.

The page of a course and the titles of its lessons are for everybody; the lessons and quizzes of a course that is
for enrolled people are for them, for its trainers, and for who plans cohorts. What is not published, or stands in
something that is not, is for nobody. Steps that rules keep closed are, until they open, closed to who is enrolled
(``paths_to``); trainers and who plans cohorts wait for no rule. Wagtail's own privacy of pages comes on top: it guards
the pages themselves, and the lists made here leave out what it hides.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from content.restrictions import pages_open_to
from people.accounts import person_of
from people.models import Person
from people.prepared import Asked, Prepared

from .models import Cohort, CoursePage, Enrollment, ModulePage, Note, OpeningRule, Post
from .models.pages import CourseTrainer
from .opening.asking import judge_paths
from .progress import progress_of_many


def may_read_everything(user):
    """Those who plan cohorts see what is not open."""
    return user.is_authenticated and user.has_perm("courses.change_cohort")


def paths_of_others(user):
    """Paths of courses that ``user`` may not change, whatever their role may with pages at large.

    Theirs are those whose trainer they are, which they began, or for which a group of theirs has rights of its own.
    Who plans cohorts changes all of them.
    """
    if may_read_everything(user):
        return []
    taught = CourseTrainer.objects.filter(speaker__person=person_of(user), speaker__person__isnull=False)
    given = GroupPagePermission.objects.filter(group__user=user).values("page")
    theirs = Q(pk__in=taught.values("course")) | Q(pk__in=given) | Q(owner=user)
    return list(CoursePage.objects.exclude(theirs).order_by().values_list("path", flat=True))


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
    places = Enrollment.objects.reading(now=timezone.now())
    return {
        "is_enrolled": Exists(places.filter(person=person, cohort__course=OuterRef("pk"))),
        "is_taught": Exists(CourseTrainer.objects.filter(speaker__person=person, course=OuterRef("pk"))),
    }


def course_around(page, *, user):
    """The course a lesson or quiz stands in, or None, with all that its door asks, in one query or two.

    ``is_published``: it, its module and its course are. ``may_read``: ``user`` may read it once it is. ``is_enrolled``.
    ``closings``: what keeps it closed to who is enrolled; ``progress``: their path, where rules were asked, else None.
    And what stands beside a lesson, so that it costs no question of its own: see ``beside``.
    """
    module, above = page.path[: -page.steplen], page.path[: -2 * page.steplen]
    first, last = page._get_children_path_interval(above)
    person = getattr(person_of(user), "pk", None)
    about = {"course": above, "module": module, "page": page.pk, "first": first, "last": last}
    course = course_at.first(person=person, now=timezone.now(), **about)
    if course:
        course.is_published = page.live and course.module_is_live and course.live
        open_to_all = course.reading == CoursePage.Reading.OPEN
        course.may_read = open_to_all or course.is_enrolled or can_read(user=user, course=course)
        course.progress, course.closings = None, ()
        if course.is_ruled and course.may_read and not open_to_all:
            course.progress = paths_to(user, courses=[course], now=timezone.now())[course.pk]
            course.closings = course.progress.closed.get(page.pk, ())
            course.may_read = not course.closings
    return course


@Prepared
def course_at():
    """The course of one path, without its long texts, with its module of another and the place of a person."""
    path, person = Page._meta.get_field("path"), Person._meta.pk
    module = Page.objects.live().filter(path=Asked("module", path))
    now = Asked("now", Cohort._meta.get_field("reads_until"))
    place = Enrollment.objects.reading(now=now).filter(person_id=Asked("person", person), cohort__course=OuterRef("pk"))
    courses = CoursePage.objects.filter(path=Asked("course", path)).defer("body", "faq", "outcomes")
    rules = OpeningRule.objects.filter(page__path__range=(Asked("first", path), Asked("last", path)))
    courses = courses.annotate(module_is_live=Exists(module), is_enrolled=Exists(place), is_ruled=Exists(rules))
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


def paths_to(user, *, courses, now):
    """The path of each of ``courses`` by its key, as ``progress`` has it, with what rules keep closed to ``user``.

    One query where there are no rules; with rules a few more, as many for three courses as for one.
    """
    person = person_of(user)
    paths = progress_of_many(person=person, courses=courses)
    ruled = [course for course in courses if paths[course.pk].ruled and course.reading == CoursePage.Reading.ENROLLED]
    if ruled and person and not may_read_everything(user):
        rows = CourseTrainer.objects.filter(speaker__person=person, course__in=ruled)
        taught = set(rows.values_list("course", flat=True))
        if bound := [course for course in ruled if course.pk not in taught]:
            judge_paths(paths, courses=bound, person=person, now=now)
    return paths


def closed_steps(user):
    """Paths of the steps that rules keep closed to ``user`` where they are enrolled; nobody else waits for rules."""
    if person_of(user) is None or may_read_everything(user):
        return []
    rules = OpeningRule.objects.filter(page__path__startswith=OuterRef("path"))
    courses = CoursePage.objects.live().filter(reading=CoursePage.Reading.ENROLLED).alias(**places_of(user))
    courses = courses.filter(Exists(rules), is_enrolled=True, is_taught=False).defer("body", "faq", "outcomes")
    paths = paths_to(user, courses=list(courses), now=timezone.now()).values()
    return [item.path for path in paths for item in path.items if item.pk in path.closed]


@dataclass(frozen=True)
class Closed:
    """Places in the tree of pages where somebody may read nothing: ``inside`` those paths, or at the path of a step."""

    inside: list
    steps: list

    def holds(self, page):
        below = any(page.path.startswith(path) and page.path != path for path in self.inside)
        return below or page.path in self.steps

    def leave_out(self, pages):
        below = [Q(path__startswith=path, depth__gt=len(path) // Page.steplen) for path in self.inside]
        return pages.exclude(reduce(or_, below, Q(path__in=self.steps)))


def closed_to(user):
    """What is closed to ``user``: courses that are, modules not published, steps that have not opened yet."""
    closed = CoursePage.objects.exclude(pk__in=open_courses(user).values("pk")).order_by()
    hidden = ModulePage.objects.filter(live=False).order_by()
    inside = [*closed.values_list("path", flat=True), *hidden.values_list("path", flat=True)]
    return Closed(inside, closed_steps(user))


def visible_pages(user):
    """Live pages without the inside of what ``user`` may not read; what search may find."""
    return closed_to(user).leave_out(pages_open_to(user, Page.objects.live()))


def is_listed(page, request):
    """Whether anybody may read ``page``; for a sitemap, which asks once a page and looks up what is closed once."""
    if request is None:
        return not closed_to(AnonymousUser()).holds(page)
    if not hasattr(request, "closed_to_all"):
        request.closed_to_all = closed_to(AnonymousUser())
    return not request.closed_to_all.holds(page)


def is_own(work, user):
    """Whether ``user`` did ``work``, a submission or an attempt: nobody marks what is their own."""
    person = person_of(user) if user else None
    return person is not None and work.person_id == person.pk


def visible_cohorts(user):
    """Announced cohorts, also cancelled ones, of the courses whose pages ``user`` may open."""
    return Cohort.objects.announced().filter(course__in=pages_open_to(user, CoursePage.objects.live()))
