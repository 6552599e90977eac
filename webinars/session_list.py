"""The list of sessions in the admin: narrowed, ticked for what is done to several, downloaded as a spreadsheet."""

from codecs import BOM_UTF8

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from calendars.kyiv import KYIV
from content import wording

from .bulk_admin import ACTIONS
from .exports import harmless
from .models import Session
from .session_filters import SessionFilters


class TickColumn(Column):
    """A box that belongs to the form below the list."""

    cell_template_name = "webinars/admin/tick_cell.html"


def starts(session):
    return wording.moment(session.starts_at, now=timezone.now())


def clock_in_kyiv(moment):
    """As a spreadsheet takes it for a date, and everybody else too."""
    return f"{timezone.localtime(moment, KYIV):%Y-%m-%d %H:%M}"


class SessionIndexView(IndexView):
    """The list, with a tick for each session: what is to be done to those that are ticked stands below it."""

    default_ordering = "-starts_at"
    export_filename = "sessions"
    custom_field_preprocess = dict.fromkeys(
        ("starts_at", "ends_at"), {"csv": clock_in_kyiv, "xlsx": lambda moment: timezone.make_naive(moment, KYIV)}
    )
    custom_value_preprocess = {**IndexView.custom_value_preprocess, str: {"csv": harmless}}

    def stream_csv(self, queryset):
        """With a byte-order mark: without it Excel reads Ukrainian as gibberish."""
        yield BOM_UTF8
        yield from super().stream_csv(queryset)

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
