"""A report of Wagtail's names pages without asking who may know of them; ``lms/urls.py`` puts ours in its place."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from .page_policy import is_shut


class KnownPageTypes(PageTypesUsageReportView):
    """How many pages there are of each type; which was edited last only to those who may know of that page."""

    def decorate_paginated_queryset(self, page_types):
        rows = super().decorate_paginated_queryset(page_types)
        for row in rows:
            if row.last_edited_page and is_shut(self.request.user, row.last_edited_page):
                row.last_edited_page = None
        return rows


page_types = require_admin_access(KnownPageTypes.as_view())
page_types_results = require_admin_access(KnownPageTypes.as_view(results_only=True))
