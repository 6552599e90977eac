"""Issued certificates in the admin: found and filtered, looked at, changed by verbs alone."""

from django.db.models import Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from content.wording import moment
from people.records import ReadOnlyRecords
from people.regions import Region
from people.sheets import SheetIndexView

from .admin_steps import MAY_ISSUE, issue_view
from .evidence_words import asked, found
from .life_steps import buttons_for, step_view
from .mailing.admin import MAILS, in_mail
from .models import Certificate, State
from .record_views import LABELS, RecordHistoryView, RecordInspectView
from .statements import long_date

register_permission_policy(Certificate, ReadOnlyRecords(Certificate))


REVERSE = {  # what points at a certificate
    "successor": gettext_lazy("Replaced by"),
    "badge": gettext_lazy("Badge"),
    "signature": gettext_lazy("Electronic signature"),
}
SIGNATURES = {  # by which they are found
    "signed": (gettext_lazy("signed"), Q(signature__signed_at__isnull=False)),
    "waits": (gettext_lazy("waits to be signed"), Q(signature__isnull=False, signature__signed_at=None)),
    "none": (gettext_lazy("none"), Q(signature=None)),
}


class CertificateFilters(WagtailFilterSet):
    state = ChoiceFilter(choices=State.choices, method="in_state", label=gettext_lazy("State"))
    issued_at = DateFromToRangeFilter(widget=DateRangePickerWidget, label=gettext_lazy("Issued"))
    expires_at = DateFromToRangeFilter(widget=DateRangePickerWidget, label=gettext_lazy("Expires"))
    signature = ChoiceFilter(
        choices=[(key, words) for key, (words, _q) in SIGNATURES.items()],
        method="in_signature",
        label=REVERSE["signature"],
    )
    mail = ChoiceFilter(choices=list(MAILS.items()), method="of_mail", label=gettext_lazy("Mail"))
    region = ChoiceFilter(field_name="person__region", choices=Region.choices, label=gettext_lazy("Region"))

    class Meta:
        model = Certificate
        fields = [
            "state",
            "issued_at",
            "expires_at",
            "signature",
            "mail",
            "role",
            "course",
            "event",
            "programme",
            "region",
            "template",
        ]

    def in_state(self, certificates, name, state):
        return certificates.in_state(state, now=timezone.now())

    def in_signature(self, certificates, name, key):
        return certificates.filter(SIGNATURES[key][1])

    def of_mail(self, certificates, name, key):
        return in_mail(certificates, key)


class CertificateIndexView(SheetIndexView):
    template_name = "certificates/admin/index.html"

    @cached_property
    def columns(self):
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type="certificate"), *super().columns]

    def _get_title_column(self, *args, **kwargs):
        return super()._get_title_column(*args, **kwargs, get_title_id=lambda row: f"certificate_{row.pk}_title")

    @property
    def header_buttons(self):
        report = HeaderButton(_("Figures"), url=reverse("certificate_report:index"), icon_name="table", priority=20)
        if not self.request.user.has_perm(MAY_ISSUE):
            return [report]
        issue = HeaderButton(_("Issue a certificate"), url=reverse("certificate:issue"), icon_name="plus", priority=10)
        return [issue, report]


class CertificateInspectView(RecordInspectView):
    template_name = "certificates/admin/certificate.html"

    def get_context_data(self, **kwargs):
        words = {"asked": asked(self.object), "found": found(self.object)}
        return super().get_context_data(**kwargs) | words | {"mails": self.object.mails.all()}

    @property
    def header_buttons(self):
        number = self.object.number
        history = reverse("certificate:history", args=[self.object.pk])
        return [
            HeaderButton(
                _("Download PDF"), url=reverse("certificate_pdf", args=[number]), icon_name="download", priority=10
            ),
            HeaderButton(_("Public page"), url=reverse("verify_number", args=[number]), icon_name="view", priority=20),
            HeaderButton(_("History"), url=history, icon_name="history", priority=30),
            *buttons_for(self.object, self.request.user),
        ]

    def get_state_display_value(self):
        return State(self.object.state).label

    def get_field_label(self, field_name, field):
        return REVERSE.get(field_name) or super().get_field_label(field_name, field)

    def get_successor_display_value(self):
        return Certificate.objects.filter(supersedes=self.object).first()

    def get_badge_display_value(self):
        badge = getattr(self.object, "badge", None)
        if badge is None:
            return None
        since = badge.published_at
        return _("public since %(day)s") % {"day": long_date(since)} if since else _("made, only for its holder")

    def get_signature_display_value(self):
        signature = getattr(self.object, "signature", None)
        if signature is None:
            return None
        if signature.signed_at is None:
            return signature.reason
        words = _("%(name)s, %(moment)s, with a time stamp") if signature.stamped_at else _("%(name)s, %(moment)s")
        return words % {"name": signature.signer, "moment": moment(signature.signed_at, now=timezone.now())}


class CertificateHistoryView(RecordHistoryView):
    """Who issued, revoked or redrew it; whoever may see the certificate may see that."""

    inspect_url_name = "certificate:inspect"


class CertificateViewSet(ModelViewSet):
    model = Certificate
    add_to_reference_index = False  # what it protects is kept in words; each certificate stays a quick write
    icon = "success"
    menu_label = gettext_lazy("Certificates")
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    history_view_class = CertificateHistoryView
    inspect_view_enabled = True
    inspect_view_fields = [
        "number", "state", "recipient", "person", "organization", "role", "subject", "series", "quiz", "programme",
        "template", "issued_at", "issued_by", "mailed_at",
        "expires_at", "supersedes", "superseded_at", "successor", "revoked_at", "revoked_by", "revocation_reason",
        "revocation_note", "suspended_at", "suspended_by", "suspension_reason", "suspension_note", "pdf_sha256",
        "signature", "badge",
    ]  # fmt: skip
    copy_view_enabled = False
    filterset_class = CertificateFilters
    list_display = [
        "number",
        Column("recipient", label=LABELS["recipient"]),
        Column("subject", label=LABELS["subject"]),
        Column("issued_at", label=gettext_lazy("Issued"), sort_key="issued_at"),
        Column("state_label", label=gettext_lazy("State")),
    ]
    search_fields = ["number", "person__legal_name", "person__email", "organization__name"]
    list_export = [
        "number", "recipient", "subject", "role", "issued_at", "expires_at", "state_label", "revoked_at",
        "revocation_reason", "suspended_at", "suspension_reason",
    ]  # fmt: skip
    export_headings = LABELS
    form_fields = ["number"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("issue/", issue_view, name="issue"),
            path("<int:pk>/step/<str:step>/", step_view, name="step"),
        ]
