"""Cohorts, enrollments and attempts in the admin. Cohorts change through the verb; the rest is read-only."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords
from people.sheets import SheetIndexView
from people.viewsets import KeptDeleteView

from .admin_filters import AttemptFilters, CohortFilters, EnrollmentFilters
from .admin_forms import CohortForm
from .admin_steps import withdraw_button, withdraw_view
from .admission import prerequisite_viewsets, queue_viewsets, seat_viewsets
from .admission import viewsets as admission
from .choosers import session_chooser
from .discussion import viewsets as discussion
from .models import Cohort, Enrollment, QuizAttempt
from .opening import viewsets as opening
from .refusable import Refusable
from .regrading_admin import regrade_view

register_permission_policy(Enrollment, ReadOnlyRecords(Enrollment))
register_permission_policy(QuizAttempt, ReadOnlyRecords(QuizAttempt))


class CohortCreateView(Refusable, CreateView):
    pass


class CohortEditView(Refusable, EditView):
    pass


class CohortIndexView(SheetIndexView):
    default_ordering = "-starts_on"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("course").with_taken()


class CohortViewSet(ModelViewSet):
    model = Cohort
    add_to_reference_index = False  # records about people protect it, and those are no references
    icon = "group"
    menu_label = _("Cohorts")
    index_view_class = CohortIndexView
    add_view_class = CohortCreateView
    edit_view_class = CohortEditView
    delete_view_class = KeptDeleteView
    filterset_class = CohortFilters
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("starts_on", label=_("Starts"), sort_key="starts_on"),
        Column("ends_on", label=_("Ends"), sort_key="ends_on"),
        Column("taken", label=_("Enrolled"), sort_key="taken"),
        Column("seats", label=_("Seats"), sort_key="seats"),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    search_fields = ["course__title"]
    list_export = [
        "course.title",
        "number",
        "get_state_display",
        "starts_on",
        "ends_on",
        "enroll_opens_at",
        "enroll_closes_at",
        "taken",
        "seats",
    ]
    export_headings = {
        "course.title": _("Course"),
        "get_state_display": _("State"),
        "taken": _("Enrolled"),
    }
    edit_handler = ObjectList(
        [
            FieldPanel("all_the_same"),
            FieldRowPanel([FieldPanel("course"), FieldPanel("number")]),
            FieldPanel("state"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldRowPanel([FieldPanel("self_paced"), FieldPanel("reading_days")]),
                ],
                heading=_("Studies"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("admission"),
                    FieldRowPanel([FieldPanel("enroll_opens_at"), FieldPanel("enroll_closes_at")]),
                    FieldPanel("seats"),
                    FieldRowPanel([FieldPanel("first_in_queue"), FieldPanel("organization_limit")]),
                ],
                heading=_("Enrollment"),
            ),
            InlinePanel("questions", heading=_("Questions to applicants"), label=_("Question")),
            InlinePanel(
                "session_rows",
                [
                    FieldPanel("session", widget=session_chooser.widget_class),
                    FieldPanel("module"),
                    FieldPanel("lesson"),
                    FieldPanel("required"),
                ],
                heading=_("Live sessions"),
                label=_("Session"),
            ),
        ],
        base_form_class=CohortForm,
    )


class EnrollmentIndexView(SheetIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "cohort__course")


class EnrollmentInspectView(RecordInspectView):
    @property
    def header_buttons(self):
        return withdraw_button(self.object, user=self.request.user)


class EnrollmentViewSet(ModelViewSet):
    model = Enrollment
    add_to_reference_index = False  # nothing an editor deletes hangs on it; each enrollment stays a quick write
    icon = "user"
    menu_label = _("Enrollments")
    index_view_class = EnrollmentIndexView
    inspect_view_class = EnrollmentInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["person", "cohort", "link", "enrolled_at", "withdrawn_at", "completed_at"]
    copy_view_enabled = False
    filterset_class = EnrollmentFilters
    list_display = ["person", "cohort", "enrolled_at", "withdrawn_at", "completed_at"]
    search_fields = ["person__legal_name", "person__email", "cohort__course__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "cohort.course.title",
        "cohort.number",
        "enrolled_at",
        "withdrawn_at",
        "completed_at",
    ]
    export_headings = {"cohort.course.title": _("Course"), "cohort.number": _("Cohort")}
    form_fields = ["cohort"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/withdraw/", withdraw_view, name="withdraw")]


class AttemptIndexView(SheetIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "quiz").defer("snapshot")


class AttemptViewSet(ModelViewSet):
    model = QuizAttempt
    add_to_reference_index = False
    icon = "tick-inverse"
    menu_label = _("Quiz attempts")
    index_view_class = AttemptIndexView
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "person",
        "quiz",
        "number",
        "started_at",
        "finished_at",
        "score",
        "max_score",
        "pass_percent",
        "passed",
    ]
    copy_view_enabled = False
    filterset_class = AttemptFilters
    list_display = [
        "person",
        "quiz",
        "number",
        "score",
        "max_score",
        BooleanColumn("passed", label=_("passed"), sort_key="passed"),
        "finished_at",
    ]
    search_fields = ["person__legal_name", "person__email", "quiz__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "quiz.title",
        "number",
        "started_at",
        "finished_at",
        "score",
        "max_score",
        "pass_percent",
        "passed",
    ]
    export_headings = {"quiz.title": _("Quiz")}
    form_fields = ["number"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("regrade/<int:pk>/", regrade_view, name="regrade")]


VIEWSETS = [
    CohortViewSet("cohort"),
    EnrollmentViewSet("enrollment"),
    *admission.VIEWSETS,
    *seat_viewsets.VIEWSETS,
    *queue_viewsets.VIEWSETS,
    *discussion.VIEWSETS,
    *opening.VIEWSETS,
    *prerequisite_viewsets.VIEWSETS,
    AttemptViewSet("quiz_attempt"),
]
