"""Progress of a person in a course, and when the course counts as completed."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from people.models import Person
from webinars.models import Attendance

from .exceptions import LearningRefused
from .models import CohortSession, Enrollment, LessonCompletion, LessonPage, ModulePage, QuizAttempt, QuizPage
from .signals import course_completed


@dataclass
class Item:
    """A lesson or quiz on the path."""

    page: LessonPage | QuizPage
    module: ModulePage
    url: str
    done: bool = False
    questions: int | None = None

    @property
    def is_quiz(self):
        return self.questions is not None

    @property
    def required(self):
        return self.page.required


@dataclass
class CourseProgress:
    """The path of a course in its order, and how far one person is on it."""

    modules: list
    items: list

    @property
    def total(self):
        return len(self.items)

    @property
    def done_count(self):
        return sum(item.done for item in self.items)

    @cached_property
    def next(self):
        """The first item not done, or None at the end of the path."""
        return next((item for item in self.items if not item.done), None)

    @property
    def is_finished(self):
        return all(item.done for item in self.items if item.required)

    def place_of(self, page):
        """The position of a page on the path, from 0."""
        return next((place for place, item in enumerate(self.items) if item.page.pk == page.pk), None)

    def of_module(self, module):
        return [item for item in self.items if item.module.pk == module.pk]

    def with_draft(self, page):
        """The same path with ``page``, which need not be published or even saved, in its place: for a preview."""
        others = [item for item in self.items if item.page.path != page.path]
        questions = page.questions.count() if isinstance(page, QuizPage) else None
        draft = Item(page, page.module, page.url or "", questions=questions)
        return CourseProgress(self.modules, sorted([*others, draft], key=lambda item: item.page.path))


def progress_of(*, person, course, until=None):
    """The path of ``course`` as ``person`` (or nobody) has walked it (before ``until``), in at most five queries."""
    return progress_of_many(person=person, courses=[course], until=until)[course.pk]


def progress_of_many(*, person, courses, until=None):
    """The path of each of ``courses``, by its key, in as many queries for three courses as for one."""
    if not courses:
        return {}
    within = reduce(or_, (Q(path__startswith=course.path) for course in courses))
    modules = {module.path: module for module in ModulePage.objects.live().filter(within).order_by("path")}
    pages = [*lessons_by(person, until).filter(within), *quizzes_by(person, until).filter(within)]
    pages = [page for page in pages if parent_path(page) in modules]
    return {course.pk: _path(course, modules, pages) for course in courses}


def _path(course, modules, pages):
    """What of ``modules`` and ``pages`` stands in ``course``, in its order."""
    base = course.url or "/"
    items = []
    for page in sorted(pages, key=lambda page: page.path):
        if page.path.startswith(course.path):
            module = modules[parent_path(page)]
            url = f"{base}{module.slug}/{page.slug}/"
            items.append(Item(page, module, url, bool(page.is_done), getattr(page, "question_count", None)))
    return CourseProgress([module for path, module in modules.items() if path.startswith(course.path)], items)


def parent_path(page):
    return page.path[: -page.steplen]


def lessons_by(person, until=None):
    """Published lessons, each with whether ``person`` has done it (before ``until``)."""
    done = LessonCompletion.objects.filter(lesson=OuterRef("pk"), person=person)
    if until:
        done = done.filter(completed_at__lt=until)
    return LessonPage.objects.live().defer("body").annotate(is_done=Exists(done if person else done.none()))


def quizzes_by(person, until=None):
    """Published quizzes, each with whether ``person`` has passed it (before ``until``)."""
    passed = QuizAttempt.objects.filter(quiz=OuterRef("pk"), person=person, passed=True)
    if until:
        passed = passed.filter(finished_at__lt=until)
    return QuizPage.objects.live().annotate(
        is_done=Exists(passed if person else passed.none()), question_count=Count("questions", distinct=True)
    )


def active_enrollments(*, person, course):
    return Enrollment.objects.active().filter(person=person, cohort__course=course)


@transaction.atomic
def complete_lesson(*, person, lesson, now):
    """Mark ``lesson`` done for ``person``; twice is as good as once. It may complete the course.

    Raises ``LearningRefused`` for somebody who is not enrolled.
    """
    course = lesson.course
    if not active_enrollments(person=person, course=course).exists():
        raise LearningRefused(_("Enroll in the course first, then your progress is kept."))
    completion, made = LessonCompletion.objects.get_or_create(
        person=person, lesson=lesson, defaults={"completed_at": now}
    )
    if made:
        complete_courses_of(person=person, now=now, course=course)
    return completion


@transaction.atomic
def complete_courses_of(*, person, now, course=None):
    """Complete every enrollment of ``person`` (in ``course``) whose rule is met; completed never reverts."""
    enrollments = Enrollment.objects.select_for_update(of=("self",)).completable().filter(person=person)
    if course:
        enrollments = enrollments.filter(cohort__course=course)
    for enrollment in enrollments.select_related("person", "cohort__course"):
        if is_finished(enrollment):
            enrollment.completed_at = now
            enrollment.save(update_fields=["completed_at"])
            course_completed.send(sender=Enrollment, enrollment=enrollment, now=now)


def complete_all(*, now):
    """Complete whoever meets the rule since it changed: a lesson was taken down, a session cancelled. How many."""
    due = Enrollment.objects.completable()
    before = due.count()
    for person in list(Person.objects.filter(pk__in=due.values("person"))):
        complete_courses_of(person=person, now=now)
    return before - due.count()


def is_finished(enrollment):
    """Required lessons done and quizzes passed before the cohort's deadline, its required sessions credited.

    Attendance needs no deadline: the sessions are the cohort's own, and are decided after they end.
    """
    person, cohort = enrollment.person, enrollment.cohort
    if is_lesson_left(person=person, course=cohort.course, until=cohort.deadline):
        return False
    progress = progress_of(person=person, course=cohort.course, until=cohort.deadline)
    if not progress.items or not progress.is_finished:
        return False
    required = CohortSession.objects.filter(cohort=cohort, required=True).exclude(session__state="cancelled")
    credited = Attendance.objects.credited().filter(person=person, session=OuterRef("session"))
    return not required.exclude(Exists(credited)).exists()


def is_lesson_left(*, person, course, until):
    """Whether a required lesson is not done: why a course usually goes on, found without building its path."""
    modules = set(ModulePage.objects.live().child_of(course).values_list("path", flat=True))
    left = lessons_by(person, until).descendant_of(course).filter(required=True, is_done=False).order_by()
    return any(path[: -ModulePage.steplen] in modules for path in left.values_list("path", flat=True))
