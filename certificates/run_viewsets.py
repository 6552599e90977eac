"""Lists of certificates in the admin: each on a page of its own that says who, why, and how far it is."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from people.records import ReadOnlyRecords

from .admin_steps import MAY_ISSUE
from .mailing.admin import back_words, with_returned
from .models import IssueRun, IssueRunRow
from .record_views import RecordHistoryView, RecordInspectView
from .run_steps import MAY_PLAN, approve_view, cancel_view, plan_view, progress_words, try_again_view

register_permission_policy(IssueRun, ReadOnlyRecords(IssueRun))

NAMED = ("rule__course", "rule__event", "rule__quiz", "rule__series__event", "rule__programme", "cohort__course")
ORDER = ("to_issue", "refused", "issued", "not_due", "left_out")  # those first about whom somebody has to decide
REFRESH_AFTER = "10"  # seconds, while certificates are being issued


def grouped(rows):
    """The rows by what comes of them: outcome, its name, and who."""
    groups, labels = {outcome: [] for outcome in ORDER}, dict(IssueRunRow.Outcome.choices)
    for row in rows:
        groups[row.outcome].append(row)
    return [(outcome, labels[outcome], found) for outcome, found in groups.items() if found]


class IssueRunFilters(WagtailFilterSet):
    class Meta:
        model = IssueRun
        fields = ["state", "rule"]


class IssueRunIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related(*NAMED).with_counts()

    @property
    def header_buttons(self):
        if not self.request.user.has_perm(MAY_PLAN):
            return []
        return [HeaderButton(_("New list"), url=reverse("issue_run:plan"), icon_name="plus")]


class IssueRunInspectView(RecordInspectView):
    """The rows below the facts."""

    template_name = "certificates/admin/run.html"

    def get_context_data(self, **kwargs):
        run = IssueRun.objects.with_counts().get(pk=self.object.pk)
        rows = list(with_returned(run.rows.select_related("person", "organization", "certificate")))
        may_issue = self.request.user.has_perm(MAY_ISSUE)
        return super().get_context_data(**kwargs) | {
            "run": run,
            "groups": grouped(rows),
            "mails_back": back_words(sum(row.mail_back for row in rows)),
            "planned": run.state == IssueRun.State.PLANNED,
            "running": run.state == IssueRun.State.RUNNING,
            "may_approve": may_issue and run.state == IssueRun.State.PLANNED and run.to_issue,
            "may_plan": self.request.user.has_perm(MAY_PLAN),
            "may_see": self.request.user.has_perm("certificates.view_certificate"),
            "may_try_again": may_issue and run.state == IssueRun.State.FINISHED and run.refused,
            "progress": progress_words(run),
            "done": run.issued + run.refused,
            "total": run.issued + run.refused + run.to_issue,
        }

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if context["running"]:
            response["Refresh"] = REFRESH_AFTER
        return response

    @property
    def header_buttons(self):
        url = reverse("issue_run:history", args=[self.object.pk])
        return [HeaderButton(_("History"), url=url, icon_name="history")]


class IssueRunHistoryView(RecordHistoryView):
    inspect_url_name = "issue_run:inspect"


class IssueRunViewSet(ModelViewSet):
    model = IssueRun
    add_to_reference_index = False
    icon = "list-ul"
    menu_label = gettext_lazy("Lists of certificates")
    index_view_class = IssueRunIndexView
    inspect_view_class = IssueRunInspectView
    history_view_class = IssueRunHistoryView
    inspect_view_enabled = True
    inspect_view_fields = ["rule", "cohort", "state", "planned_at", "planned_by", "approved_at", "approved_by"]
    copy_view_enabled = False
    filterset_class = IssueRunFilters
    list_display = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("to_issue", label=gettext_lazy("Get one")),
        Column("issued", label=gettext_lazy("Issued")),
        Column("refused", label=gettext_lazy("Could not be issued")),
        Column("without", label=gettext_lazy("Get none")),
        Column("planned_at", label=gettext_lazy("Planned"), sort_key="planned_at"),
    ]
    form_fields = ["rule"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("plan/", plan_view, name="plan"),
            path("<int:pk>/approve/", approve_view, name="approve"),
            path("<int:pk>/try-again/", try_again_view, name="try_again"),
            path("<int:pk>/cancel/", cancel_view, name="cancel"),
        ]
