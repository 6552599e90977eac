"""Registers courses with Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content.deletion import keep_pages
from content.page_policy import keep_for_others

from . import files, question_import_views
from .access import paths_of_others
from .admission import queue_log
from .bank_viewsets import BankGroup
from .checking import report
from .choosers import session_chooser
from .models import (
    Cohort,
    GradeOverride,
    LessonCompletion,
    Note,
    Post,
    ProgrammeCompletion,
    QuestionCategory,
    QuizAttempt,
    Submission,
)
from .parcels import buttons as parcel_buttons
from .parcels import views as parcels
from .seen import views as seen

keep_for_others(paths_of_others)
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
    Post,
    "lesson",
    reason=_("“%(title)s” has lessons that people have asked about. Unpublish it instead of deleting it."),
)
keep_pages(
    Note,
    "lesson",
    reason=_("“%(title)s” has lessons that people keep notes about. Unpublish it instead of deleting it."),
)
keep_pages(
    Submission,
    "assignment",
    reason=_("“%(title)s” has assignments that people have worked on. Unpublish it instead of deleting it."),
)
keep_pages(
    GradeOverride,
    "item",
    reason=_("“%(title)s” has marks that trainers set. Unpublish it instead of deleting it."),
)
keep_pages(
    QuestionCategory,
    "course",
    reason=_("“%(title)s” has questions of its own in the bank. Unpublish it instead of deleting it."),
)
keep_pages(
    ProgrammeCompletion,
    "programme",
    reason=_("“%(title)s” has programmes that people have completed. Unpublish it instead of deleting it."),
)

ACTIONS = [
    ("courses.enroll", _("Enroll"), _("Enrolled")),
    ("courses.withdraw", _("Leave the cohort"), _("Left the cohort")),
    ("courses.link.make", _("Make an invitation link"), _("Invitation link made")),
    ("courses.link.revoke", _("Revoke an invitation link"), _("Invitation link revoked")),
    ("courses.application.send", _("Apply for a place"), _("Applied for a place")),
    ("courses.application.take_back", _("Take an application back"), _("Application taken back")),
    ("courses.application.accepted", _("Accept an application"), _("Application accepted")),
    ("courses.application.declined", _("Decline an application"), _("Application declined")),
    ("courses.seats.allot", _("Keep seats for an organization"), _("Seats kept for an organization")),
    ("courses.seats.return", _("Give unused seats back"), _("Unused seats given back")),
    ("courses.seats.name", _("Name a person for a seat"), _("Person named for a seat")),
    ("courses.seats.take_back", _("Take a seat of an organization back"), _("Seat of an organization taken back")),
    ("courses.list.confirm", _("Enroll people from a file"), _("List of people confirmed")),
    ("courses.list.done", _("Carry out a list of people"), _("List of people carried out")),
    ("courses.assignment.submit", _("Hand in"), _("Handed in")),
    ("courses.assignment.mark", _("Mark a submission"), _("Submission marked")),
    ("courses.peers.hide", _("Hide a peer review"), _("Peer review hidden")),
    ("courses.peers.show", _("Show a peer review again"), _("Peer review shown again")),
    ("courses.post.ask", _("Ask a question"), _("Question asked")),
    ("courses.post.answer", _("Answer a question"), _("Question answered")),
    ("courses.post.change", _("Change one’s words"), _("Words changed")),
    ("courses.post.take_back", _("Take one’s words back"), _("Words taken back")),
    ("courses.post.report", _("Report a post"), _("Post reported")),
    ("courses.post.hide", _("Hide a post"), _("Post hidden")),
    ("courses.post.show", _("Show a post again"), _("Post shown again")),
    ("courses.post.keep", _("Leave a reported post"), _("Reported post left as it is")),
    ("courses.post.confirm", _("Confirm an answer"), _("Answer confirmed")),
    ("courses.post.unconfirm", _("Take the word on an answer back"), _("Answer confirmed no longer")),
    ("courses.grade.override", _("Set a mark"), _("Mark set")),
    ("courses.grade.withdraw", _("Withdraw a mark that was set"), _("Mark that was set withdrawn")),
    ("courses.message.send", _("Write to people of a cohort"), _("Message sent to people who are behind")),
    ("courses.more_time", _("Give somebody more time"), _("More time given")),
    ("courses.prerequisites.lift", _("Lift prerequisites for somebody"), _("Prerequisites lifted")),
    ("courses.opening.set", _("Set a rule of opening"), _("Rule of opening set")),
    ("courses.opening.change", _("Change a rule of opening"), _("Rule of opening changed")),
    ("courses.cohort.plan", _("Plan a cohort"), _("Cohort planned")),
    ("courses.cohort.change", _("Change a cohort"), _("Cohort changed")),
    ("courses.cohort.announce", _("Announce a cohort"), _("Cohort announced")),
    ("courses.cohort.cancel", _("Cancel a cohort"), _("Cohort cancelled")),
    ("courses.cohort.draft", _("Hide a cohort"), _("Cohort made a draft again")),
    ("courses.parcel.give", _("Take a course into a file"), _("Course taken into a file")),
    ("courses.parcel.take", _("Make a course from a file"), _("Course made from a file")),
    ("courses.quiz.mark", _("Mark an essay"), _("Essay marked")),
    ("courses.quiz.regrade", _("Grade again"), _("Attempt graded again")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_session_chooser():
    return session_chooser


hooks.register("before_serve_document", files.gate)
hooks.register("register_log_actions", queue_log.log_actions)
register_snippet(BankGroup)


@hooks.register("register_admin_urls")
def question_file_urls():
    """Questions from files and into files."""
    return [
        path("questions/import/", question_import_views.imports, name="question_imports"),
        path("questions/import/<int:pk>/", question_import_views.one_import, name="question_import"),
        path("questions/export/", question_import_views.exports, name="question_exports"),
    ]


hooks.register("register_reports_menu_item", report.menu_item)


@hooks.register("register_admin_urls")
def findings_report_urls():
    """Pages with findings of the checks."""
    view = report.FindingsReport
    return [
        path("reports/findings/", view.as_view(), name="findings_report"),
        path("reports/findings/results/", view.as_view(results_only=True), name="findings_report_results"),
    ]


hooks.register("register_page_header_buttons", parcel_buttons.buttons)
hooks.register("register_page_header_buttons", seen.buttons)


@hooks.register("register_admin_urls")
def course_file_urls():
    """Courses into files and from files; what learners saw of a page."""
    return [
        path("courses/<int:pk>/file/", parcels.give, name="course_parcel"),
        path("courses/files/<int:pk>/", parcels.take, name="course_imports"),
        path("courses/imports/<int:pk>/", parcels.one_import, name="course_import"),
        path("courses/seen/<int:pk>/", seen.as_seen, name="page_as_seen"),
    ]
