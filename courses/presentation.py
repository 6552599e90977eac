"""What the pages of courses show: paths of steps, facts, crumbs – plain values for the templates."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording

from .models import CohortSession, CoursePage
from .progress import progress_of
from .strip import cohort_for, strip_of


@dataclass
class Step:
    title: str
    url: str = ""
    note: str = ""
    state: str = ""


@dataclass
class ModuleSteps:
    title: str
    note: str = ""
    open: bool = False
    steps: list = field(default_factory=list)


def step_of(item, *, current=None):
    if item.is_quiz:
        count = ngettext("%(number)d question", "%(number)d questions", item.questions) % {"number": item.questions}
        note = _("quiz, %(count)s") % {"count": count}
    else:
        note = wording.short_duration(item.page.minutes)
    if current is not None and item.page.pk == current.pk:
        return Step(item.page.title, item.url, "", "now")
    return Step(item.page.title, item.url, note, "done" if item.done else "")


def session_step(row):
    """A live session beside its module."""
    session = row.session
    when = _("cancelled") if session.is_cancelled else wording.moment(session.starts_at, now=timezone.now())
    return Step(session.full_title, session.event.url, when, "live")


def programme(progress, *, rows):
    """The modules of a course with their lessons, quizzes and live sessions."""
    modules = []
    for module in progress.modules:
        items = progress.of_module(module)
        minutes = sum(item.page.minutes for item in items if not item.is_quiz)
        lessons = sum(not item.is_quiz for item in items)
        note = ngettext("%(number)d lesson", "%(number)d lessons", lessons) % {"number": lessons}
        live = [session_step(row) for row in rows if row.module_id == module.pk]
        modules.append(
            ModuleSteps(
                title=module.title,
                note=f"{note}, {wording.duration(minutes)}" if minutes else note,
                open=progress.next is None or progress.next.module.pk == module.pk or len(modules) < 1,
                steps=[*(step_of(item) for item in items), *live],
            )
        )
    return modules


def cohort_rows(cohort):
    if cohort is None:
        return []
    return list(
        CohortSession.objects.filter(cohort=cohort)
        .select_related("session__event__locale")
        .order_by("session__starts_at")
    )


def facts_of(course):
    return [
        (_("Duration"), ngettext("%(weeks)s week", "%(weeks)s weeks", course.weeks) % {"weeks": course.weeks}),
        (_("Format"), course.get_format_display()),
        (_("Participation"), _("free of charge")),
    ]


def course_context(course, *, person, now):
    """Everything the course page shows."""
    progress = progress_of(person=person, course=course)
    cohort, enrollment = cohort_for(course, person=person, now=now)
    return {
        "modules": programme(progress, rows=cohort_rows(cohort)),
        "strip": strip_of(cohort, enrollment, progress=progress, now=now),
        "cohort": cohort,
        "enrollment": enrollment,
        "facts": facts_of(course),
        "crumbs": [course.get_parent()],
        "end_note": ngettext("%(hours)d hour of study", "%(hours)d hours of study", course.hours)
        % {"hours": course.hours},
        "trainers": [row.speaker for row in course.trainer_rows.select_related("speaker__photo")],
        "reading_open": course.reading == CoursePage.Reading.OPEN,
    }
