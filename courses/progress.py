"""Progress of a person in a course, and when the course counts as completed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property, reduce
from operator import or_

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Page

from people.models import Person
from people.prepared import Asked, Prepared

from .exceptions import LearningRefused, NotYetDone
from .finishing import attended_enough, enough_steps
from .gradebook.marks import has_passed
from .lesson_rules import complete_attended, refusal_to_complete
from .models import (
    AssignmentPage,
    Enrollment,
    LessonCompletion,
    OpeningRule,
    QuizAttempt,
    QuizDraw,
    QuizPage,
    Submission,
)
from .signals import course_completed

NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # a deadline for those who have none


@dataclass(frozen=True)
class Module:
    """A module on the path: what a list of it shows, read without its page."""

    pk: int
    title: str
    slug: str
    path: str


@dataclass(frozen=True)
class Item:
    """A lesson, quiz or assignment on the path: what a list of it shows, read without its page, whose text is long."""

    pk: int
    title: str
    path: str
    module: Module
    url: str
    required: bool = True
    done: bool = False
    minutes: int = 0
    weight: int = 0
    questions: int | None = None
    is_assignment: bool = False

    @property
    def is_quiz(self):
        return self.questions is not None


@dataclass
class CourseProgress:
    """The path of a course in its order, and how far one person is on it.

    ``ruled``: keys of modules and steps with a rule of opening. By rules that hold for the person, ``closed`` says by
    key what is closed and why, ``kept`` what opened for good, ``bound`` which steps have one; all are empty until
    ``access.paths_to`` has asked.
    """

    modules: list
    items: list
    ruled: frozenset = frozenset()
    closed: dict = field(default_factory=dict)
    kept: set = field(default_factory=set)
    bound: set = field(default_factory=set)

    @property
    def total(self):
        return len(self.items)

    @property
    def done_count(self):
        return sum(item.done for item in self.items)

    @property
    def weight(self):
        """Bytes that reading all of it takes."""
        return sum(item.weight for item in self.items)

    @cached_property
    def next(self):
        """The first item not done that is open, or None: at the end of the path, or where what is left is closed."""
        return next((item for item in self.items if not item.done and item.pk not in self.closed), None)

    @cached_property
    def awaited(self):
        """The first item not done where none of those is open, or None."""
        return None if self.next else next((item for item in self.items if not item.done), None)

    def place_of(self, page):
        """The position of a page on the path, from 0."""
        return next((place for place, item in enumerate(self.items) if item.pk == page.pk), None)

    def of_module(self, module):
        return [item for item in self.items if item.module.pk == module.pk]

    def with_draft(self, page):
        """The same path with ``page``, which need not be published or even saved, in its place: for a preview."""
        others = [item for item in self.items if item.path != page.path]
        draft = Item(
            pk=page.pk,
            title=page.title,
            path=page.path,
            module=page.module,
            url=page.url or "",
            required=page.required,
            minutes=getattr(page, "minutes", 0),
            questions=page.number_of_questions if isinstance(page, QuizPage) else None,
            is_assignment=isinstance(page, AssignmentPage),
        )
        return CourseProgress(self.modules, sorted([*others, draft], key=lambda item: item.path))


def progress_of(*, person, course, until=None):
    """The path of ``course`` as ``person`` (or nobody) has walked it (before ``until``), in one query."""
    return progress_of_many(person=person, courses=[course], until=until)[course.pk]


def progress_of_many(*, person, courses, until=None):
    """The path of each of ``courses``, by its key, in one query for three courses as for one."""
    steps = steps_of(courses, person=person, until=until) if courses else []
    return {course.pk: walked(course, [step for step in steps if in_course(step, course)]) for course in courses}


def in_course(step, course):
    return step["path"].startswith(course.path)


def walked(course, steps):
    """The path that ``steps`` make; one that hangs in no published module is not on it."""
    base = course.url or "/"
    modules, items = {}, []
    for step in steps:
        if step["depth"] == course.depth + 1:
            modules[step["path"]] = Module(step["pk"], step["title"], step["slug"], step["path"])
        elif (module := modules.get(step["path"][: -course.steplen])) and step["required"] is not None:
            items.append(
                Item(
                    pk=step["pk"],
                    title=step["title"],
                    path=step["path"],
                    module=module,
                    url=f"{base}{module.slug}/{step['slug']}/",
                    required=step["required"],
                    done=step["read"] or step["passed"] or step["accepted"],
                    minutes=step["minutes"] or 0,
                    weight=step["weight"] or 0,
                    questions=step["asked"],
                    is_assignment=step["assigned"],
                )
            )
    ruled = frozenset(step["pk"] for step in steps if step["ruled"])
    return CourseProgress(list(modules.values()), items, ruled)


def steps_of(courses, *, person, until):
    """The published modules, lessons, quizzes and assignments of ``courses`` in their order, as plain values.

    ``required`` is null for a module; ``asked``, the number of questions, for all but quizzes.
    """
    ends = {}
    for number, course in enumerate(courses):
        ends[f"first{number}"], ends[f"last{number}"] = course._get_children_path_interval(course.path)
    return steps_below(len(courses)).all(person=person and person.pk, until=until or NEVER, **ends)


@cache
def steps_below(count):
    """The question of ``steps_of`` for so many courses."""
    return Prepared(lambda: _steps_below(count))


def _steps_below(count):
    path, person = Page._meta.get_field("path"), Asked("person", Person._meta.pk)
    until = Asked("until", LessonCompletion._meta.get_field("completed_at"))
    read = LessonCompletion.objects.filter(lesson=OuterRef("pk"), person_id=person, completed_at__lt=until)
    passed = QuizAttempt.objects.filter(quiz=OuterRef("pk"), person_id=person, passed=True, finished_at__lt=until)
    lines = QuizDraw.objects.exclude(question__kind="description").filter(quiz=OuterRef("pk"))
    asked = lines.order_by().values("quiz").annotate(asked=Sum("number"))
    accepted = Submission.objects.accepted().filter(
        assignment=OuterRef("pk"),
        person_id=person,
        submitted_at__lt=until,  # whenever it was marked
    )
    below = (Q(path__range=(Asked(f"first{number}", path), Asked(f"last{number}", path))) for number in range(count))
    return (
        Page.objects.live()
        .filter(reduce(or_, below))
        .order_by("path")
        .values("pk", "title", "slug", "path", "depth")
        .annotate(
            minutes=F("lessonpage__minutes"),
            weight=F("lessonpage__weight"),
            required=Coalesce("lessonpage__required", "quizpage__required", "assignmentpage__required"),
            asked=Case(When(quizpage__isnull=False, then=Coalesce(Subquery(asked.values("asked")), 0))),
            assigned=Case(When(assignmentpage__isnull=False, then=True), default=False),
            read=Exists(read),
            passed=Exists(passed),
            accepted=Exists(accepted),
            ruled=Exists(OpeningRule.objects.filter(page=OuterRef("pk"))),
        )
    )


def active_enrollments(*, person, course):
    return Enrollment.objects.active().filter(person=person, cohort__course=course)


@transaction.atomic
def complete_lesson(*, person, lesson, now):
    """Mark ``lesson`` done for ``person``; twice is as good as once. It may complete the course.

    Raises ``LearningRefused`` for somebody who is not enrolled, ``NotYetDone`` where more than saying so is needed.
    """
    course = lesson.course
    if not active_enrollments(person=person, course=course).exists():
        raise LearningRefused(_("Enroll in the course first, then your progress is kept."))
    refusal = refusal_to_complete(person=person, lesson=lesson, now=now)
    if refusal and not LessonCompletion.objects.filter(person=person, lesson=lesson).exists():
        raise NotYetDone(refusal)
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
    complete_attended(now=now)
    due = Enrollment.objects.completable()
    before = due.count()
    for person in list(Person.objects.filter(pk__in=due.values("person"))):
        complete_courses_of(person=person, now=now)
    return before - due.count()


def is_finished(enrollment):
    """Enough steps done before the cohort's deadline, the overall mark reached, enough sessions credited.

    Work counts from handing in. Attendance needs no deadline: the sessions are the cohort's own, and are decided after
    they end; nor does a mark, which a trainer gives in their own time.
    """
    person, cohort = enrollment.person, enrollment.cohort
    progress = progress_of(person=person, course=cohort.course, until=enrollment.deadline)
    if not progress.items or not enough_steps(progress, cohort.course):
        return False
    return has_passed(person=person, course=cohort.course) and attended_enough(enrollment)
