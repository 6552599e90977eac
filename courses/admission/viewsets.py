"""Invitation links and applications in the admin: links are made here, applications decided, one or several at once."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from courses.admin_filters import COHORTS, COURSES
from courses.models import Application, InvitationLink
from people.addresses import absolute
from people.records import MadeOnce, ReadOnlyRecords
from people.sheets import SheetIndexView
from webinars.session_list import TickColumn

from .admin_steps import DecideApplications, may_decide, revoke_button, revoke_view
from .forms import LinkForm

register_permission_policy(InvitationLink, MadeOnce(InvitationLink))
register_permission_policy(Application, ReadOnlyRecords(Application))


class LinkFilters(WagtailFilterSet):
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))

    class Meta:
        model = InvitationLink
        fields = ["cohort"]


class LinkIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("cohort__course").with_used()


class LinkCreateView(CreateView):
    def save_instance(self):
        return self.form.carry_out(by=self.request.user, now=timezone.now())

    def get_success_url(self):
        """Straight to the address, to be copied."""
        return reverse("invitation_link_record:inspect", args=[self.object.pk])


class LinkInspectView(RecordInspectView):
    template_name = "courses/admin/link.html"

    def get_queryset(self):
        return super().get_queryset().select_related("cohort__course__locale").with_used()

    @property
    def address(self):
        return absolute(reverse("invitation_link", args=[self.object.key]))

    @property
    def header_buttons(self):
        return revoke_button(self.object, user=self.request.user)


class LinkViewSet(ModelViewSet):
    model = InvitationLink
    add_to_reference_index = False
    icon = "link"
    menu_label = _("Invitation links")
    index_view_class = LinkIndexView
    add_view_class = LinkCreateView
    inspect_view_class = LinkInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["cohort", "note", "most", "expires_at", "made_at", "revoked_at"]
    copy_view_enabled = False
    filterset_class = LinkFilters
    list_display = [
        "note",
        "cohort",
        Column("used", label=_("Came in"), sort_key="used"),
        "most",
        "expires_at",
        "revoked_at",
    ]
    search_fields = ["note", "cohort__course__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("cohort"),
            FieldPanel("note"),
            FieldRowPanel([FieldPanel("most"), FieldPanel("expires_at")]),
        ],
        base_form_class=LinkForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/revoke/", revoke_view, name="revoke")]


class ApplicationFilters(WagtailFilterSet):
    course = ModelChoiceFilter(field_name="cohort__course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    state = ChoiceFilter(choices=Application.State.choices, label=_("State"))

    class Meta:
        model = Application
        fields = ["course", "cohort", "state"]


class ApplicantTick(TickColumn):
    cell_template_name = "webinars/admin/record_tick.html"


class ApplicationIndexView(SheetIndexView):
    """The list, with a tick for each application: deciding about those that are ticked stands below it."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "cohort__course")

    @cached_property
    def columns(self):
        tick = [ApplicantTick("pk", label=gettext("Choose"))] if may_decide(self.request.user) else []
        return [*tick, *super().columns]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | DecideApplications.below_list(user=self.request.user)


class ApplicationInspectView(RecordInspectView):
    template_name = "courses/admin/application.html"

    @property
    def header_buttons(self):
        return DecideApplications.buttons(self.object, user=self.request.user)


class ApplicationViewSet(ModelViewSet):
    model = Application
    add_to_reference_index = False
    icon = "form"
    menu_label = _("Applications")
    index_view_class = ApplicationIndexView
    index_template_name = "webinars/admin/session_index.html"
    index_results_template_name = "content/admin/decide_results.html"
    inspect_view_class = ApplicationInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["person", "cohort", "applied_at", "state", "decided_at", "reason"]
    copy_view_enabled = False
    filterset_class = ApplicationFilters
    list_display = [
        "person",
        "cohort",
        "applied_at",
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    search_fields = ["person__legal_name", "person__email", "cohort__course__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "cohort.course.title",
        "cohort.number",
        "applied_at",
        "get_state_display",
        "decided_at",
        "reason",
    ]
    export_headings = {
        "cohort.course.title": _("Course"),
        "cohort.number": _("Cohort"),
        "get_state_display": _("State"),
    }
    form_fields = ["cohort"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("decide/<str:name>/", DecideApplications.as_view(), name="decide")]


VIEWSETS = [LinkViewSet("invitation_link_record"), ApplicationViewSet("application_record")]
