"""Certificates in the admin: rules are edited; certificates are listed, inspected, exported, issued and revoked."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from courses.models import CoursePage
from people.models import Person
from people.records import ReadOnlyRecords
from webinars.models import EventPage

from .exceptions import CertificateRefused
from .forms import RevokeForm
from .issuing import issue_for_course, issue_for_event, revoke
from .models import Certificate, CertificateRule, CertificateTemplate

register_permission_policy(Certificate, ReadOnlyRecords(Certificate))


class IssueForm(forms.Form):
    """Issue one certificate by hand: to whom, for what, in which words."""

    email = forms.EmailField(label=gettext_lazy("E-mail of the person"))
    course = forms.ModelChoiceField(label=gettext_lazy("Course"), queryset=CoursePage.objects.live(), required=False)
    event = forms.ModelChoiceField(label=gettext_lazy("Event"), queryset=EventPage.objects.live(), required=False)
    template = forms.ModelChoiceField(label=gettext_lazy("Template"), queryset=CertificateTemplate.objects.all())

    def clean_email(self):
        person = Person.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if person is None:
            raise forms.ValidationError(_("There is no person with this e-mail."))
        self.person = person
        return person.email

    def clean(self):
        data = super().clean()
        if bool(data.get("course")) == bool(data.get("event")):
            raise forms.ValidationError(_("Choose a course or an event, one of the two."))
        return data

    def issue(self, *, by):
        data = self.cleaned_data
        common = {"person": self.person, "template": data["template"], "by": by, "now": timezone.now()}
        if data["course"]:
            return issue_for_course(course=data["course"], **common)
        return issue_for_event(event=data["event"], **common)


def issue_view(request):
    """The administrator's form; refusals stand beside the form, nothing is half-written."""
    if not request.user.has_perm("certificates.add_certificate"):
        raise PermissionDenied
    form = IssueForm(request.POST or None)
    if form.is_valid():
        try:
            certificate = form.issue(by=request.user)
        except CertificateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Certificate %(number)s is issued.") % {"number": certificate.number})
            return redirect(reverse("certificate:inspect", args=[certificate.pk]))
    context = {"form": form, "page_title": _("Issue a certificate"), "button": _("Issue"), "header_icon": "success"}
    return TemplateResponse(request, "certificates/admin/form.html", context)


def revoke_view(request, pk):
    """Asks for the reason before it takes a certificate back: this cannot be undone."""
    if not request.user.has_perm("certificates.change_certificate"):
        raise PermissionDenied
    certificate = get_object_or_404(Certificate, pk=pk)
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        revoke(certificate=certificate, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        messages.success(request, _("Certificate %(number)s is revoked.") % {"number": certificate.number})
        return redirect(reverse("certificate:inspect", args=[pk]))
    context = {
        "form": form,
        "page_title": _("Revoke certificate %(number)s") % {"number": certificate.number},
        "note": _("Its public page will say that it is revoked. This cannot be undone; a new one can be issued."),
        "button": _("Revoke"),
        "header_icon": "warning",
    }
    return TemplateResponse(request, "certificates/admin/form.html", context)


class CertificateIndexView(IndexView):
    @property
    def header_buttons(self):
        if not self.request.user.has_perm("certificates.add_certificate"):
            return []
        return [HeaderButton(_("Issue a certificate"), url=reverse("certificate:issue"), icon_name="plus")]


class CertificateInspectView(InspectView):
    @property
    def header_buttons(self):
        if self.object.revoked_at or not self.request.user.has_perm("certificates.change_certificate"):
            return []
        return [HeaderButton(_("Revoke"), url=reverse("certificate:revoke", args=[self.object.pk]), icon_name="cross")]


class CertificateViewSet(ModelViewSet):
    model = Certificate
    icon = "success"
    menu_label = gettext_lazy("Certificates")
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "number", "person", "course", "event", "issued_at", "issued_by", "revoked_at", "revoked_by",
        "revocation_reason", "pdf_sha256",
    ]  # fmt: skip
    copy_view_enabled = False
    list_display = ["number", "person", "subject", "issued_at", BooleanColumn("is_valid", label=gettext_lazy("valid"))]
    list_filter = ["issued_at", "course"]
    search_fields = ["number", "person__legal_name", "person__email"]
    list_export = ["number", "person.legal_name", "subject", "issued_at", "revoked_at", "revocation_reason"]
    form_fields = ["number"]

    def get_queryset(self, request):
        return Certificate.objects.select_related("person", "course", "event")

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("issue/", issue_view, name="issue"),
            path("<int:pk>/revoke/", revoke_view, name="revoke"),
        ]


class CertificateRuleViewSet(ModelViewSet):
    model = CertificateRule
    icon = "list-ul"
    menu_label = gettext_lazy("Certificate rules")
    list_display = ["__str__", "template", BooleanColumn("active", label=gettext_lazy("in force"))]
    copy_view_enabled = False
    panels = [
        FieldPanel("template"),
        FieldPanel("course"),
        FieldPanel("event"),
        FieldPanel("min_sessions"),
        FieldPanel("active"),
    ]

    def get_queryset(self, request):
        return CertificateRule.objects.select_related("template", "course", "event")


VIEWSETS = [CertificateViewSet("certificate"), CertificateRuleViewSet("certificate_rule")]
