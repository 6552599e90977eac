"""Checks of lessons, modules and courses beyond their texts."""

from django.utils.translation import gettext_lazy as _

from content.checking.findings import Finding, Kind
from content.checking.registry import check, declare
from courses.models import CoursePage, LessonPage, ModulePage

APART = 3  # minutes; nobody plans an evening by less
TIMES = 2

declare(
    "minutes",
    Kind(
        _("The lesson is said to take %(minutes)s; reading and listening takes about %(estimate)s."),
        _("Correct the minutes: people plan their evening by them."),
        grave=False,
    ),
)
declare(
    "module-empty",
    Kind(_("Nothing in this module is published."), _("Publish its lessons, or readers find it empty.")),
)
declare(
    "course-empty",
    Kind(_("No module of this course is published."), _("Publish its modules, or readers find it empty.")),
)
declare(
    "course-trainers",
    Kind(_("The course names no trainer."), _("Say who teaches it."), grave=False),
)


@check(LessonPage)
def minutes(reading):
    """The trainer knows better than a count of words; only what is far off is asked about."""
    stated, estimate = reading.page.minutes, reading.minutes
    more, less = max(stated, estimate), min(stated, estimate)
    if more - less > APART and more > TIMES * less:
        yield Finding("minutes", {"minutes": stated, "estimate": estimate})


@check(ModulePage)
def module_steps(reading):
    if not reading.page.get_children().live().exists():
        yield Finding("module-empty")


@check(CoursePage)
def course_parts(reading):
    if not reading.page.get_children().live().exists():
        yield Finding("course-empty")
    if not reading.page.trainer_rows.all():
        yield Finding("course-trainers")
