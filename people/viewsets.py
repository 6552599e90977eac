"""People and organizations in the admin: found, filtered, exported to a spreadsheet, edited by who may."""

from django.contrib.admin.utils import quote
from django.db.models import Count, ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Organization, Person, Settlement
from .notices import notices_about
from .regions import Region
from .sheets import SheetIndexView


class KeptDeleteView(DeleteView):
    """Who took part in something stays: attendance and certificates are evidence."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("There are records about this, so it cannot be deleted."))
            return redirect(self.edit_url_name, quote(self.object.pk))


class PersonFilters(WagtailFilterSet):
    region = ChoiceFilter(choices=Region.choices, label=gettext_lazy("Region"))
    settlement = ChoiceFilter(choices=Settlement.choices, label=gettext_lazy("Kind of settlement"))
    gender = ChoiceFilter(choices=Person.Gender.choices, label=gettext_lazy("Gender"))
    account = BooleanFilter(field_name="user", lookup_expr="isnull", exclude=True, label=gettext_lazy("Has an account"))

    class Meta:
        model = Person
        fields = ["region", "settlement", "gender", "account"]


class PersonEditView(EditView):
    """Above the fields stands what the apps have to say about the person."""

    template_name = "people/admin/person.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"notices": notices_about(self.object, self.request.user)}


class PersonViewSet(ModelViewSet):
    model = Person
    icon = "user"
    menu_label = gettext_lazy("People")
    add_to_reference_index = False  # no page refers to a person; each of them stays a quick write
    copy_view_enabled = False
    index_view_class = SheetIndexView
    delete_view_class = KeptDeleteView
    edit_view_class = PersonEditView
    filterset_class = PersonFilters
    list_display = [
        "legal_name",
        "email",
        Column("get_region_display", label=gettext_lazy("Region"), sort_key="region"),
        "community",
        BooleanColumn("user_id", label=gettext_lazy("Account")),
    ]
    list_export = [
        "legal_name",
        "display_name",
        "email",
        "phone",
        "get_region_display",
        "community",
        "get_settlement_display",
        "get_gender_display",
        "language",
        "created_at",
        "consented_at",
    ]
    export_headings = {
        "get_region_display": gettext_lazy("Region"),
        "get_settlement_display": gettext_lazy("Kind of settlement"),
        "get_gender_display": gettext_lazy("Gender"),
    }
    panels = [
        FieldRowPanel([FieldPanel("legal_name"), FieldPanel("display_name")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("language")]),
        MultiFieldPanel(
            [FieldPanel("region"), FieldPanel("community"), FieldPanel("settlement")], heading=gettext_lazy("Place")
        ),
        FieldPanel("gender"),
        InlinePanel("memberships", heading=gettext_lazy("Organizations"), label=gettext_lazy("Organization")),
        FieldRowPanel([FieldPanel("user", read_only=True), FieldPanel("consented_at", read_only=True)]),
    ]


class OrganizationFilters(WagtailFilterSet):
    region = ChoiceFilter(choices=Region.choices, label=gettext_lazy("Region"))
    settlement = ChoiceFilter(choices=Settlement.choices, label=gettext_lazy("Kind of settlement"))

    class Meta:
        model = Organization
        fields = ["region", "settlement", "grant_holder"]


class OrganizationIndexView(SheetIndexView):
    default_ordering = "name"  # that of the model is lost where rows are counted

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(members=Count("memberships"))


class OrganizationViewSet(ModelViewSet):
    model = Organization
    index_view_class = OrganizationIndexView
    icon = "group"
    menu_label = gettext_lazy("Organizations")
    copy_view_enabled = False
    delete_view_class = KeptDeleteView
    filterset_class = OrganizationFilters
    list_display = [
        "name",
        Column("get_region_display", label=gettext_lazy("Region"), sort_key="region"),
        "community",
        BooleanColumn("grant_holder", label=gettext_lazy("Grant holder"), sort_key="grant_holder"),
        Column("members", label=gettext_lazy("People"), sort_key="members"),
    ]
    list_export = [
        "name",
        "name_en",
        "edrpou",
        "get_region_display",
        "community",
        "get_settlement_display",
        "grant_holder",
        "website",
        "members",
    ]
    export_headings = {
        "get_region_display": gettext_lazy("Region"),
        "get_settlement_display": gettext_lazy("Kind of settlement"),
        "members": gettext_lazy("People"),
    }
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("edrpou"), FieldPanel("website")]),
        MultiFieldPanel(
            [FieldPanel("region"), FieldPanel("community"), FieldPanel("settlement")], heading=gettext_lazy("Place")
        ),
        FieldPanel("grant_holder"),
    ]


VIEWSETS = [PersonViewSet("person"), OrganizationViewSet("organization")]
