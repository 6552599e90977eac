"""What the pages of courses show: paths of steps, facts, crumbs – plain values for the templates."""

from dataclasses import dataclass, field
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording
from content.restrictions import guarded
from people.accounts import person_of
from people.prepared import Asked, Prepared
from webinars.access import visible_events
from webinars.entries import event_path
from webinars.models import Session

from .access import can_read, paths_to
from .entries import cohort_feed_path, feed_path
from .finishing import needs_of
from .models import Cohort, CohortSession, CoursePage
from .opening.words import all_said
from .strip import cohort_for, strip_of

# What a step of the path says of a live session: never the event's long texts.
SHOWN_OF_SESSION = [f"session__{name}" for name in ("title", "starts_at", "state", "event__title", "event__url_path")]


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
    why: str = ""  # it is closed, and what opens it


def step_of(item, *, current=None):
    if item.is_quiz:
        count = ngettext("%(number)d question", "%(number)d questions", item.questions) % {"number": item.questions}
        note = _("quiz, %(count)s") % {"count": count}
    elif item.is_assignment:
        note = _("assignment")
    else:
        note = wording.short_duration(item.minutes)
    if current is not None and item.pk == current.pk:
        return Step(item.title, item.url, "", "now")
    return Step(item.title, item.url, note, "done" if item.done else "")


def module_steps(path, module, *, linked=True, current=None):
    """Steps of one module; without links for those who may not follow them, and where something is still closed."""
    steps = []
    for item in path.of_module(module):
        step = step_of(item, current=current)
        if not linked or item.pk in path.closed:
            step.url = ""
        if item.pk in path.closed:
            step.state, own = "shut", path.closed[item.pk][len(path.closed.get(module.pk, ())) :]
            step.note = all_said(own, now=timezone.now()) or step.note  # the module says its own above
        steps.append(step)
    return steps


def why_closed(path, module):
    """What opens a module, in words; empty where it is open, or all of it has opened for good."""
    why = path.closed.get(module.pk)
    if not why or not any(item.pk in path.closed for item in path.of_module(module)):
        return ""
    return all_said(why, now=timezone.now())


def session_step(row):
    """A live session beside its module."""
    session = row.session
    when = _("cancelled") if session.is_cancelled else wording.moment(session.starts_at, now=timezone.now())
    return Step(session.full_title, event_path(session.event), when, "live")


def programme(progress, *, rows, linked):
    """The modules of a course with their lessons, quizzes and live sessions; sessions of no module at the end."""
    modules = []
    for module in progress.modules:
        items = progress.of_module(module)
        live = [session_step(row) for row in rows if row.module_id == module.pk]
        is_open = not modules or progress.next is None or progress.next.module.pk == module.pk
        steps = [*module_steps(progress, module, linked=linked), *live]
        modules.append(ModuleSteps(module.title, note_of(items), is_open, steps, why_closed(progress, module)))
    shown = {module.pk for module in progress.modules}
    if apart := [session_step(row) for row in rows if row.module_id not in shown]:
        modules.append(ModuleSteps(_("Live sessions"), "", True, apart))
    return modules


def note_of(items):
    """«3 уроки, 24 хвилини»: what one module takes."""
    lessons = [item for item in items if not item.is_quiz and not item.is_assignment]
    note = ngettext("%(number)d lesson", "%(number)d lessons", len(lessons)) % {"number": len(lessons)}
    minutes = sum(lesson.minutes for lesson in lessons)
    return f"{note}, {wording.duration(minutes)}" if minutes else note


def cohort_rows(cohort, *, user):
    """The live sessions of a cohort that are announced, on pages that ``user`` may open."""
    if cohort is None:
        return []
    rows = announced_rows.all(cohort=cohort.pk)
    behind_doors = {row.session.event_id for row in rows if row.is_guarded}
    if behind_doors:
        opened = set(visible_events(user).filter(pk__in=behind_doors).values_list("pk", flat=True))
        rows = [row for row in rows if row.session.event_id not in behind_doors - opened]
    return rows


@Prepared
def announced_rows():
    """The rows of one cohort, each with whether some privacy setting guards the page of its event."""
    rows = CohortSession.objects.filter(cohort_id=Asked("cohort", Cohort._meta.pk))
    rows = rows.filter(session__in=Session.objects.public())
    guards = {"is_guarded": "session__event__path", "is_in_guarded_course": "cohort__course__path"}
    rows = rows.annotate(**{name: guarded(path) for name, path in guards.items()})
    return rows.select_related("session__event").only("module", *SHOWN_OF_SESSION).order_by("session__starts_at", "pk")


def facts_of(course, progress):
    data = wording.data_size(progress.weight) if progress.weight else ""
    return [
        (_("Duration"), ngettext("%(weeks)s week", "%(weeks)s weeks", course.weeks) % {"weeks": course.weeks}),
        (_("Format"), course.get_format_display()),
        (_("Participation"), _("free of charge")),
        (_("Data without video"), data),
    ]


def trainers_of(course):
    """Their public cards in the order shown; asked by the template only where it is not kept."""
    return [row.speaker for row in course.trainer_rows.select_related("speaker__photo")]


def course_context(course, *, user, now):
    """Everything the course page shows."""
    person = person_of(user)
    progress = paths_to(user, courses=[course], now=now)[course.pk]
    cohort, enrollment = cohort_for(course, person=person, now=now) if course.pk else (None, None)
    is_open = course.reading == CoursePage.Reading.OPEN
    may_read = is_open or can_read(user=user, course=course)
    rows = cohort_rows(cohort, user=user)
    is_followed = any(not row.is_in_guarded_course for row in rows)  # the calendar of a guarded course is for nobody
    is_draft = cohort is not None and cohort.state == Cohort.State.DRAFT
    return {
        "modules": programme(progress, rows=rows, linked=may_read),
        "feed_url": feed_path(course) if is_followed else "",
        "cohort_feed_url": cohort_feed_path(course, cohort) if is_followed and not is_draft else "",
        "may_read": may_read,
        "strip": strip_of(cohort, enrollment, progress=progress, now=now, person=person),
        "cohort": cohort,
        "enrollment": enrollment,
        "facts": facts_of(course, progress),
        "crumbs": [course.get_parent()],
        "needs": needs_of(course),
        "end_note": ngettext("%(hours)d hour of study", "%(hours)d hours of study", course.hours)
        % {"hours": course.hours},
        "trainers": partial(trainers_of, course),
        "reading_open": is_open,
    }
