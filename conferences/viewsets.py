"""Programmes and their items in the admin. Where and when is the timetable's; only a release makes it public."""

from django.db.models import ProtectedError
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from content import wording

from .admin_forms import ItemForm
from .cards.admin_views import speakers_view
from .importing import views as imports
from .models import Item, Programme
from .proposals.viewsets import VIEWSETS as PROPOSALS
from .release_admin import release_view
from .timetable_admin import timetable_view


class ProgrammeIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("event")


class ProgrammeEditView(EditView):
    @property
    def header_buttons(self):
        pk = self.object.pk
        return [
            HeaderButton(_("Timetable"), url=reverse("programme:timetable", args=[pk]), icon_name="calendar-alt"),
            HeaderButton(_("Speakers"), url=reverse("programme:speakers", args=[pk]), icon_name="group"),
            HeaderButton(_("From a file"), url=reverse("programme:imports", args=[pk]), icon_name="download"),
            HeaderButton(_("Release"), url=reverse("programme:release", args=[pk]), icon_name="upload"),
        ]

    def form_valid(self, form):
        """A room or track in which something is planned is not taken away."""
        try:
            return super().form_valid(form)
        except ProtectedError:
            form.add_error(None, _("Items still stand in a room or track that you removed. Move them first."))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    icon = "list-ul"
    menu_label = gettext_lazy("Programmes")
    index_view_class = ProgrammeIndexView
    edit_view_class = ProgrammeEditView
    copy_view_enabled = False
    list_display = ["__str__"]
    edit_handler = ObjectList(Programme.panels)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/timetable/", timetable_view, name="timetable"),
            path("<int:pk>/release/", release_view, name="release"),
            path("<int:pk>/speakers/", speakers_view, name="speakers"),
            path("<int:pk>/import/", imports.imports, name="imports"),
            path("<int:pk>/import/<int:number>/", imports.one_import, name="import"),
            path("<int:pk>/workbook/", imports.workbook, name="workbook"),
        ]


def starts(item):
    return wording.moment(item.starts_at, now=timezone.now()) if item.starts_at else _("not planned yet")


class ItemIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("programme__event", "room", "track")


class ItemViewSet(ModelViewSet):
    model = Item
    icon = "clipboard-list"
    menu_label = gettext_lazy("Programme items")
    index_view_class = ItemIndexView
    copy_view_enabled = False
    list_display = [
        "title",
        Column("programme", label=gettext_lazy("Programme")),
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        Column("starts_at", label=gettext_lazy("Starts"), sort_key="starts_at", accessor=starts),
        Column("room", label=gettext_lazy("Room")),
        Column("track", label=gettext_lazy("Track")),
    ]
    list_filter = ["programme", "kind", "language", "track"]
    search_fields = ["title", "abstract"]
    edit_handler = ObjectList(Item.panels, base_form_class=ItemForm)


VIEWSETS = [ProgrammeViewSet("programme"), ItemViewSet("programme_item"), *PROPOSALS]
