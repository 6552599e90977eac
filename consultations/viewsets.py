"""Consultations in the admin: to look at, to count, to call off. Nothing here exports or searches the note."""

from django.contrib.auth.decorators import permission_required
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from content import wording
from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords
from people.sheets import SheetIndexView

from .access import may_call_off
from .admin_steps import call_off_view
from .figures import figures
from .filters import ConsultationFilters
from .models import Consultation, Offer

register_permission_policy(Consultation, ReadOnlyRecords(Consultation))
register_permission_policy(Offer, ReadOnlyRecords(Offer))


def starts(consultation):
    return wording.moment(consultation.session.starts_at, now=timezone.now())


class ConsultationIndexView(SheetIndexView):
    export_filename = "consultations"

    def get_base_queryset(self):
        rows = super().get_base_queryset().with_people().with_outcome()
        return rows.select_related("organization").defer("note")

    @cached_property
    def header_buttons(self):
        query = self.request.GET.urlencode()
        url = f"{reverse('consultation_record:figures')}?{query}"
        return [*super().header_buttons, HeaderButton(_("Figures"), url=url, icon_name="table")]


class ConsultationInspectView(RecordInspectView):
    def get_queryset(self):
        return super().get_queryset().with_people().with_outcome()

    @property
    def header_buttons(self):
        session = self.object.session
        buttons = [
            HeaderButton(
                _("Attendance report"), url=reverse("attendance_report", args=[session.public_id]), icon_name="table"
            )
        ]
        open_still = not session.is_cancelled and not session.is_over(now=timezone.now())
        if open_still and may_call_off(self.request.user):
            url = reverse("consultation_record:call_off", args=[self.object.pk])
            buttons.append(HeaderButton(_("Cancel the consultation"), url=url, icon_name="cross"))
        return buttons


@permission_required("consultations.view_consultation", raise_exception=True)
def figures_view(request):
    """What was held, in how many minutes and for how many people, of the rows that the list shows."""
    rows = Consultation.objects.with_people().with_outcome().select_related("organization").defer("note", "question")
    filters = ConsultationFilters(request.GET, queryset=rows, request=request)
    total, regions, organizations = figures(filters.qs)
    context = {
        "page_title": _("Consultations in figures"),
        "header_icon": "table",
        "tables": [
            (_("All together"), [total]),
            (_("By region"), regions),
            (_("By organization"), organizations),
        ],
        "breadcrumbs_items": [
            {"url": reverse("consultation_record:index"), "label": _("Consultations")},
            {"url": "", "label": _("Consultations in figures")},
        ],
    }
    return TemplateResponse(request, "consultations/admin/figures.html", context)


class ConsultationViewSet(ModelViewSet):
    model = Consultation
    add_to_reference_index = False
    icon = "comment"
    menu_label = gettext_lazy("Consultations")
    index_view_class = ConsultationIndexView
    inspect_view_class = ConsultationInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "person", "offer", "session", "organization", "region", "subject", "question", "note", "noted_at", "booked_at",
        "cancelled_by",
    ]  # fmt: skip
    copy_view_enabled = False
    filterset_class = ConsultationFilters
    list_display = [
        "person",
        Column("trainer", label=gettext_lazy("Trainer"), sort_key="session__host__display_name"),
        Column("starts", label=gettext_lazy("Starts"), sort_key="session__starts_at", accessor=starts),
        Column("session.get_state_display", label=gettext_lazy("State"), sort_key="session__state"),
        BooleanColumn("held", label=pgettext_lazy("consultation", "Took place"), sort_key="held"),
        Column("subject", label=gettext_lazy("Subject")),
        Column("organization", label=gettext_lazy("Organization"), sort_key="organization__name"),
    ]
    search_fields = [
        "person__legal_name", "person__email", "session__host__legal_name", "session__host__display_name", "subject",
        "organization__name",
    ]  # fmt: skip
    list_export = [
        "session.starts_at",
        "trainer.legal_name",
        "person.legal_name",
        "person.email",
        "organization",
        "get_region_display",
        "session.get_state_display",
        "held",
        "minutes",
        "booked_at",
    ]
    export_headings = {
        "session.starts_at": gettext_lazy("Starts (Kyiv time)"),
        "trainer.legal_name": gettext_lazy("Trainer"),
        "person.legal_name": gettext_lazy("Participant"),
        "person.email": gettext_lazy("E-mail"),
        "organization": gettext_lazy("Organization"),
        "get_region_display": gettext_lazy("Region"),
        "session.get_state_display": gettext_lazy("State"),
        "held": pgettext_lazy("consultation", "Took place"),
        "minutes": gettext_lazy("Minutes"),
    }
    form_fields = ["subject"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("figures/", figures_view, name="figures"),
            path("<int:pk>/call-off/", call_off_view, name="call_off"),
        ]


VIEWSETS = [ConsultationViewSet("consultation_record")]
