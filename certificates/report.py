"""How many certificates were issued and hold, by month, page and region: for the donor's report."""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from content.wording import month
from people.regions import Region
from people.sheets import ReadableSheets

from .admin_steps import allow
from .models import Certificate, Role

MAY_SEE = "certificates.view_certificate"


def figures(certificates, *, now):
    """Rows of counts for each month (Kyiv), page, role and region; people are counted once in a row."""
    expired = Q(expires_at__isnull=False, expires_at__lte=now)
    standing, held = Q(revoked_at=None, superseded_at=None), Q(suspended_at=None)
    kyiv = timezone.get_default_timezone()
    rows = certificates.annotate(
        month=TruncMonth("issued_at", tzinfo=kyiv),
        page=Coalesce("course__title", "event__title", "programme__title"),
        region=Coalesce("person__region", "organization__region"),
    )
    return (
        rows.values("month", "page", "role", "region")
        .order_by("-month", "page", "role", "region")
        .annotate(
            issued=Count("pk"),
            people=Count("person", distinct=True),
            valid=Count("pk", filter=standing & held & ~expired),
            expired=Count("pk", filter=standing & held & expired),
            suspended=Count("pk", filter=standing & ~held),
            superseded=Count("pk", filter=Q(revoked_at=None, superseded_at__isnull=False)),
            revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
        )
    )


class FigureFilters(WagtailFilterSet):
    issued_at = DateFromToRangeFilter(widget=DateRangePickerWidget, label=gettext_lazy("Issued"))

    class Meta:
        model = Certificate
        fields = ["issued_at", "role", "course", "event", "programme"]


HEADINGS = {
    "month": gettext_lazy("Month"),
    "page": gettext_lazy("Course, event or programme"),
    "role": gettext_lazy("Certified as"),
    "region": gettext_lazy("Region"),
    "issued": gettext_lazy("Issued"),
    "people": gettext_lazy("People"),
    "valid": gettext_lazy("Valid"),
    "expired": gettext_lazy("Expired"),
    "suspended": gettext_lazy("Suspended"),
    "superseded": gettext_lazy("Replaced"),
    "revoked": gettext_lazy("Revoked"),
}


def region_word(row):
    return Region(row["region"]).label if row["region"] else _("not said")


WORDED = {  # what is not read as it is counted
    "month": lambda row: month(row["month"]),
    "role": lambda row: Role(row["role"]).label,
    "region": region_word,
}


class CertificateReport(ReadableSheets, ReportView):
    """On the screen and as a spreadsheet: the same rows, in the same words."""

    page_title = gettext_lazy("Certificates in figures")
    header_icon = "table"
    index_url_name = "certificate_report:index"
    index_results_url_name = "certificate_report:results"
    filterset_class = FigureFilters
    model = Certificate
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    is_searchable = False
    columns = [Column(name, label=label, accessor=WORDED.get(name)) for name, label in HEADINGS.items()]

    def dispatch(self, request, *args, **kwargs):
        allow(request, MAY_SEE)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return Certificate.objects.all()

    def get_filtered_queryset(self):
        return figures(self.filter_queryset(self.get_queryset()), now=timezone.now())

    def to_row_dict(self, row):
        return {name: WORDED[name](row) if name in WORDED else row[name] for name in self.list_export}

    def get_filename(self):
        return f"certificates-{timezone.localdate():%Y-%m-%d}"


class ReadersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


class CertificateReportViewSet(ViewSet):
    icon = "table"
    menu_label = gettext_lazy("Certificates in figures")
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [
            path("", CertificateReport.as_view(), name="index"),
            path("results/", CertificateReport.as_view(results_only=True), name="results"),
        ]
