"""Two of Wagtail's screens name pages without asking who may know of them; ``lms/urls.py`` puts ours there."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import index
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


@require_admin_access
def bulk_action(request, action):
    """Wagtail's, without the titles of ticked pages that the editor may not know of: it would list them as refused."""
    response = index(request, "wagtailcore", "page", action)
    if context := getattr(response, "context_data", None):
        refused = context.get("items_with_no_access", [])
        context["items_with_no_access"] = [row for row in refused if not is_shut(request.user, row["item"])]
    return response
