"""Certificates in the admin: templates are edited, what waits is settled; the rest is in modules beside."""

from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from people.records import ReadOnlyRecords
from people.viewsets import KeptDeleteView

from .admin_forms import TemplateForm
from .admin_steps import MAY_ISSUE, dismiss_view, retry_view
from .badges.admin import BadgesViewSet
from .certificate_viewset import CertificateViewSet
from .models import LOGOS, Certificate, CertificateTemplate, PendingCertificate
from .previewing import warnings
from .record_views import RecordInspectView
from .report import CertificateReportViewSet
from .rule_viewset import CertificateRuleViewSet
from .run_viewsets import IssueRunViewSet
from .signing.admin import SignaturesViewSet

register_permission_policy(PendingCertificate, ReadOnlyRecords(PendingCertificate, auth_model=Certificate))


RULED = ("course", "event", "quiz", "series__event", "programme")  # what names a rule in a list
WHY = capfirst(PendingCertificate._meta.get_field("problem").verbose_name)


class PendingIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", *(f"rule__{page}" for page in RULED))


class PendingInspectView(RecordInspectView):
    """Who, what, why; then what can be done about it."""

    def get_problem_display_value(self):
        return self.object.reason

    @property
    def header_buttons(self):
        if not self.request.user.has_perm(MAY_ISSUE):
            return []
        retry = reverse("pending_certificate:retry", args=[self.object.pk])
        dismiss = reverse("pending_certificate:dismiss", args=[self.object.pk])
        buttons = [
            HeaderButton(_("Try again"), url=retry, icon_name="rotate", priority=10),
            HeaderButton(_("Do not issue"), url=dismiss, icon_name="cross", priority=30),
        ]
        if self.request.user.has_perm("people.change_person"):
            name = reverse("person:edit", args=[self.object.person_id])
            buttons.append(HeaderButton(_("Change the person’s name"), url=name, icon_name="user", priority=20))
        return buttons


class PendingCertificateViewSet(ModelViewSet):
    model = PendingCertificate
    add_to_reference_index = False
    icon = "time"
    menu_label = gettext_lazy("Certificates to be issued")
    index_view_class = PendingIndexView
    inspect_view_class = PendingInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["person", "rule", "cohort", "earned_at", "not_before", "tried_at", "problem"]
    copy_view_enabled = False
    list_display = ["person", "rule", "earned_at", "tried_at", Column("reason", label=WHY)]
    search_fields = ["person__legal_name", "person__email"]
    form_fields = ["problem"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/retry/", retry_view, name="retry"),
            path("<int:pk>/dismiss/", dismiss_view, name="dismiss"),
        ]


class TemplateDeleteView(KeptDeleteView, DeleteView):
    """A template that certificates or rules use stays, in words."""


class Warned:
    """Who saves a template is told what the preview warns of, whether they look at it or not."""

    def save_action(self):
        if not self.expects_json_response:
            for words in warnings(self.object):
                messages.warning(self.request, words)
        return super().save_action()


class TemplateCreateView(Warned, CreateView):
    """A new template."""


class TemplateEditView(Warned, EditView):
    """A change of a template."""

    def save_instance(self):
        """Who decides on what is there decides on that revision: another one would ask for another review."""
        if self.action == "workflow-action" and not self.form.has_changed():
            self.has_content_changes = False
            return self.object
        return super().save_instance()


class CertificateTemplateViewSet(SnippetViewSet):
    """Templates with a live preview. A change is reviewed before it is used, and touches nothing that was issued."""

    model = CertificateTemplate
    icon = "doc-full"
    add_view_class, edit_view_class, delete_view_class = TemplateCreateView, TemplateEditView, TemplateDeleteView
    menu_label = gettext_lazy("Certificate templates")
    menu_item_is_registered = True  # it stands in the school's group
    list_display = ["name", "title", "language", "signatory"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("language"),
            MultiFieldPanel(
                [
                    FieldPanel("title"),
                    FieldPanel("statement"),
                    FieldPanel("body"),
                    HelpPanel(template="certificates/admin/placeholders.html"),
                ],
                heading=gettext_lazy("Words"),
            ),
            MultiFieldPanel(
                [FieldPanel("issuer"), *(FieldPanel(name) for name in LOGOS), FieldPanel("acknowledgement")],
                heading=gettext_lazy("Issuer"),
            ),
            MultiFieldPanel(
                [FieldPanel("signatory"), FieldPanel("signatory_role"), FieldPanel("signature")],
                heading=gettext_lazy("Signature"),
            ),
            MultiFieldPanel(
                [FieldPanel("signatory_2"), FieldPanel("signatory_role_2"), FieldPanel("signature_2")],
                heading=gettext_lazy("Second signature"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [FieldPanel("signatory_3"), FieldPanel("signatory_role_3"), FieldPanel("signature_3")],
                heading=gettext_lazy("Third signature"),
                classname="collapsed",
            ),
            FieldPanel("seal"),
            FieldPanel("valid_months"),
            MultiFieldPanel(
                [FieldPanel("format"), FieldPanel("qr_place"), FieldPanel("number_place")],
                heading=gettext_lazy("Page"),
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("kilim_seed", "background", "accent", "own_accent")],
                heading=gettext_lazy("Appearance"),
            ),
        ],
        base_form_class=TemplateForm,
    )


VIEWSETS = [
    CertificateViewSet("certificate"),
    PendingCertificateViewSet("pending_certificate"),
    IssueRunViewSet("issue_run"),
    CertificateRuleViewSet("certificate_rule"),
    CertificateTemplateViewSet(),
    CertificateReportViewSet("certificate_report"),
    BadgesViewSet("badges"),
    SignaturesViewSet("signatures"),
]
