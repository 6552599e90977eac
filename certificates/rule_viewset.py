"""Rules in the admin: a kind is chosen first, then its own form; whom a rule is about is shown before it runs."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from people.viewsets import KeptDeleteView

from .admin_steps import allow
from .models import CertificateRule
from .rule_forms import EXPLAINED, panel_of
from .run_steps import MAY_PLAN
from .run_viewsets import grouped
from .runs import foretell

Kind = CertificateRule.Kind
MAY_RULE, MAY_SEE = "certificates.add_certificaterule", "certificates.view_certificaterule"


def kinds_view(request):
    """What a rule may be about; each leads to a form with the fields that matter for it."""
    allow(request, MAY_RULE)
    title = _("New certificate rule")
    context = {
        "kinds": [(reverse("certificate_rule:add_kind", args=[kind]), kind.label, EXPLAINED[kind]) for kind in Kind],
        "page_title": title,
        "header_title": title,
        "header_icon": "list-ul",
    }
    return TemplateResponse(request, "certificates/admin/kinds.html", context)


def preview_view(request, pk):
    """Who would get a certificate now, who would not, and why; nothing is written or issued."""
    allow(request, MAY_SEE)
    rule = get_object_or_404(CertificateRule.objects.with_pages(), pk=pk)
    title = _("Whom this rule is about")
    context = {
        "rule": rule,
        "groups": grouped(foretell(rule=rule, now=timezone.now())),
        "may_plan": rule.active and request.user.has_perm(MAY_PLAN),
        "page_title": title,
        "header_title": title,
        "page_subtitle": str(rule),
        "header_icon": "list-ul",
    }
    return TemplateResponse(request, "certificates/admin/rule_preview.html", context)


class RuleIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().with_pages()


class FormOfAKind:
    """The panel and the form are those of the kind of the rule."""

    def get_panel(self):
        return panel_of(self.get_kind())

    def get_form_class(self):
        return self.panel.get_form_class()


class RuleCreateView(FormOfAKind, CreateView):
    def get_kind(self):
        if self.kwargs["kind"] not in Kind.values:
            raise Http404
        return Kind(self.kwargs["kind"])

    def get_add_url(self):
        return reverse("certificate_rule:add_kind", args=[self.kwargs["kind"]])


class RuleEditView(FormOfAKind, EditView):
    def get_kind(self):
        self.object = self.get_object()
        return self.object.kind

    @property
    def header_buttons(self):
        url = reverse("certificate_rule:preview", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Whom it is about"), url=url, icon_name="group")]


class CertificateRuleViewSet(ModelViewSet):
    model = CertificateRule
    add_to_reference_index = False
    icon = "list-ul"
    menu_label = gettext_lazy("Certificate rules")
    index_view_class = RuleIndexView
    add_view = staticmethod(kinds_view)
    edit_view_class = RuleEditView
    delete_view_class = KeptDeleteView  # lists were made by it
    list_display = [
        "__str__",
        Column("kind_label", label=gettext_lazy("For what")),
        "template",
        BooleanColumn("automatic", label=gettext_lazy("By itself")),
        BooleanColumn("active", label=gettext_lazy("In force")),
    ]
    copy_view_enabled = False
    form_fields = ["template"]  # of no form: see ``FormOfAKind``

    def get_urlpatterns(self):
        add_kind = self.construct_view(RuleCreateView, **self.get_add_view_kwargs())
        return [
            *super().get_urlpatterns(),
            path("new/<str:kind>/", add_kind, name="add_kind"),
            path("preview/<int:pk>/", preview_view, name="preview"),
        ]
