"""All pages with findings, for whoever may change them: narrowed, paged, as a spreadsheet. Read from what is kept."""

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_filters import BooleanFilter, ModelChoiceFilter
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permissions import policy_registry

from content.checking.findings import from_plain
from content.models import CheckedPage
from courses.models import CoursePage
from people.alphabet import Alphabetically
from people.sheets import ReadableSheets

RIGHTS = ["change", "publish"]


def may_see(user):
    return policy_registry.get_by_type(Page).user_has_any_permission(user, RIGHTS)


class FindingFilters(WagtailFilterSet):
    course = ModelChoiceFilter(
        method="of_course", queryset=CoursePage.objects.order_by(Alphabetically("title")), label=gettext_lazy("Course")
    )
    kind = ContentTypeFilter(
        field_name="page__content_type",
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        label=gettext_lazy("Kind of page"),
    )
    live = BooleanFilter(field_name="page__live", label=gettext_lazy("Published"))
    grave = BooleanFilter(method="that_are_grave", label=gettext_lazy("To mend"))

    class Meta:
        model = CheckedPage
        fields = ["course", "kind", "live", "grave"]

    def of_course(self, rows, name, course):
        return rows.filter(page__path__startswith=course.path)

    def that_are_grave(self, rows, name, wanted):
        return rows.filter(grave__gt=0) if wanted else rows.filter(grave=0)


class PageColumn(Column):
    cell_template_name = "courses/admin/checked_page_cell.html"


class FindingsColumn(Column):
    cell_template_name = "courses/admin/findings_cell.html"


def found(row):
    return from_plain(row.findings)


def course_title():
    """The course that a row's page stands in, or is."""
    above = CoursePage.objects.alias(inside=ExpressionWrapper(OuterRef("page__path"), CharField()))
    return Subquery(above.filter(inside__startswith=F("path")).values("title")[:1])


class FindingsReport(ReadableSheets, ReportView):
    page_title = gettext_lazy("Pages with findings")
    header_icon = "glasses"
    index_url_name = "findings_report"
    index_results_url_name = "findings_report_results"
    filterset_class = FindingFilters
    model = CheckedPage
    is_searchable = False
    paginate_by = 25
    columns = [
        PageColumn("title", label=gettext_lazy("Page"), accessor="page.get_admin_display_title"),
        Column("course", label=gettext_lazy("Course"), accessor="course_title"),
        FindingsColumn("found", label=gettext_lazy("What was found"), accessor=found),
        DateColumn("checked_at", label=gettext_lazy("Checked")),
    ]
    list_export = ["page", "course_title", "grave", "advised", "words", "checked_at"]
    export_headings = {
        "page": gettext_lazy("Page"),
        "course_title": gettext_lazy("Course"),
        "grave": gettext_lazy("To mend"),
        "advised": gettext_lazy("Advice"),
        "words": gettext_lazy("What was found"),
        "checked_at": gettext_lazy("Checked"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def no_results_message(self):
        return _("No page has findings.") if not self.is_filtering else _("No such page has findings.")

    def get_page_subtitle(self):
        """What a task has still to look at is said: the list may change in a minute."""
        if waiting := self.of_mine().filter(waits=True).count():
            return ngettext("%(number)d page is being checked", "%(number)d pages are being checked", waiting) % {
                "number": waiting
            }
        return ""

    def of_mine(self):
        pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(self.request.user, RIGHTS)
        return CheckedPage.objects.filter(page__in=pages.values("pk"))

    def get_queryset(self):
        rows = self.of_mine().filter(Q(grave__gt=0) | Q(advised__gt=0)).select_related("page__content_type")
        return rows.annotate(course_title=course_title()).order_by("-grave", "-advised", "page__path")

    def to_row_dict(self, row):
        plain = {name: getattr(row, name) for name in self.list_export if name not in ("page", "words")}
        words = "; ".join(f"{finding.place}: {finding.says}" for finding in found(row))
        return {"page": row.page.get_admin_display_title(), "words": words, **plain}

    def get_filename(self):
        return "findings"


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


def menu_item():
    return EditorsMenuItem(
        gettext_lazy("Pages with findings"), reverse("findings_report"), name="findings", icon_name="glasses", order=150
    )
