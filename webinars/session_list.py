"""The list of sessions in the admin: narrowed, ticked for what is done to several, downloaded as a spreadsheet."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from content import wording
from people.sheets import SheetIndexView

from .bulk_admin import ACTIONS
from .models import Session
from .session_filters import SessionFilters


class TickColumn(Column):
    """A box that belongs to the form below the list."""

    cell_template_name = "webinars/admin/tick_cell.html"


def starts(session):
    return wording.moment(session.starts_at, now=timezone.now())


class SessionIndexView(SheetIndexView):
    """The list, with a tick for each session: what is to be done to those that are ticked stands below it."""

    default_ordering = "-starts_at"
    export_filename = "sessions"

    def get_base_queryset(self):
        sessions = super().get_base_queryset().listed()
        return sessions.select_related("event", "host", "series__event").with_taken()

    @cached_property
    def columns(self):
        return [TickColumn("pk", label=_("Choose")), *super().columns] if self.may_change else super().columns

    @cached_property
    def may_change(self):
        return self.request.user.has_perm("webinars.change_session")

    @cached_property
    def header_buttons(self):
        month = HeaderButton(_("Month"), url=reverse("session:month"), icon_name="calendar")
        buttons = [*super().header_buttons, month]
        if self.request.user.has_perm("webinars.add_sessionseries"):
            url = reverse("session_series:add")
            buttons.append(HeaderButton(_("New series"), url=url, icon_name="rotate"))
        return buttons

    def get_context_data(self, **kwargs):
        """``plain_filters`` are for readers without JavaScript, to whom Wagtail's do not open."""
        plain = SessionFilters(self.request.GET, queryset=Session.objects.none(), request=self.request).form
        plain.auto_id = "plain_%s"
        context = {"plain_filters": plain, "bulk_actions": ACTIONS if self.may_change else {}}
        return {**super().get_context_data(**kwargs), **context}
