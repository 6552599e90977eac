"""How a session is chosen in the admin: by its date as well as its title, for a series has one title."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from content import wording
from webinars.access import visible_to


def dated(session):
    """«19 січня 2027, 18:00: Читаємо бюджет разом»."""
    day = wording.day(session.starts_at, now=session.starts_at, with_year=True)
    return f"{day}, {wording.clock(session.starts_at)}: {session.full_title}"


class SessionFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects):
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            objects = objects.filter(event__title__icontains=query) | objects.filter(title__icontains=query)
        return objects


class SessionList:
    """The sessions this editor may see, those to come before those that were."""

    filter_form_class = SessionFilterForm
    ordering = "-starts_at"

    def get_object_list(self):
        return visible_to(self.request.user).select_related("event")

    @property
    def columns(self):
        starts = Column(
            "starts_at",
            label=_("Starts"),
            accessor=lambda row: wording.moment(row.starts_at, now=timezone.now()),
        )
        return [*super().columns, starts, Column("state", label=_("State"), accessor="get_state_display")]


class SessionChooseView(SessionList, ChooseView):
    pass


class SessionChooseResultsView(SessionList, ChooseResultsView):
    pass


class SessionChosenView(ChosenView):
    def get_display_title(self, instance):
        return dated(instance)


class SessionWidget(BaseChooser):
    def get_display_title(self, instance):
        return dated(instance)


class SessionChooserViewSet(ChooserViewSet):
    model = "webinars.Session"
    icon = "date"
    choose_one_text = _("Choose a session")
    choose_another_text = _("Choose another session")
    edit_item_text = _("Edit this session")
    choose_view_class = SessionChooseView
    choose_results_view_class = SessionChooseResultsView
    chosen_view_class = SessionChosenView
    base_widget_class = SessionWidget
    register_widget = False  # only the form of a cohort asks for it


session_chooser = SessionChooserViewSet("session_chooser")
