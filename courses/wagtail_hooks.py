"""Registers courses with Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from content.deletion import keep_pages

from . import files
from .choosers import session_chooser
from .models import Cohort, LessonCompletion, QuizAttempt, Submission

keep_pages(
    Cohort,
    "course",
    reason=_("“%(title)s” has cohorts, and people who enrolled in them. Unpublish it instead of deleting it."),
)
keep_pages(
    LessonCompletion,
    "lesson",
    reason=_("“%(title)s” has lessons that people have done. Unpublish it instead of deleting it."),
)
keep_pages(
    QuizAttempt,
    "quiz",
    reason=_("“%(title)s” has quizzes that people have taken. Unpublish it instead of deleting it."),
)
keep_pages(
    Submission,
    "assignment",
    reason=_("“%(title)s” has assignments that people have worked on. Unpublish it instead of deleting it."),
)

ACTIONS = [
    ("courses.enroll", _("Enroll"), _("Enrolled")),
    ("courses.withdraw", _("Leave the cohort"), _("Left the cohort")),
    ("courses.assignment.submit", _("Hand in"), _("Handed in")),
    ("courses.assignment.mark", _("Mark a submission"), _("Submission marked")),
    ("courses.cohort.plan", _("Plan a cohort"), _("Cohort planned")),
    ("courses.cohort.change", _("Change a cohort"), _("Cohort changed")),
    ("courses.cohort.announce", _("Announce a cohort"), _("Cohort announced")),
    ("courses.cohort.cancel", _("Cancel a cohort"), _("Cohort cancelled")),
    ("courses.cohort.draft", _("Hide a cohort"), _("Cohort made a draft again")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_session_chooser():
    return session_chooser


hooks.register("before_serve_document", files.gate)
