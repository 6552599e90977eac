"""Seats of organizations in the admin: kept, changed, seen with the people named, given back."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from content.inspecting import RecordInspectView
from courses.admin_filters import COHORTS, COURSES
from courses.models import SeatAllotment
from courses.refusable import Refusable
from people.models import Organization
from people.sheets import SheetIndexView
from people.viewsets import KeptDeleteView

from .allotments import release
from .forms import AllotmentForm


class AllotmentFilters(WagtailFilterSet):
    course = ModelChoiceFilter(field_name="cohort__course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    organization = ModelChoiceFilter(
        queryset=Organization.objects.filter(allotments__isnull=False).distinct(), label=_("Organization")
    )

    class Meta:
        model = SeatAllotment
        fields = ["course", "cohort", "organization"]


class AllotmentIndexView(SheetIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("organization", "cohort__course").with_used()


class AllotmentCreateView(Refusable, CreateView):
    pass


class AllotmentEditView(Refusable, EditView):
    pass


class AllotmentInspectView(RecordInspectView):
    template_name = "courses/admin/allotment.html"

    def get_context_data(self, **kwargs):
        nominees = self.object.nominees.select_related("enrollment__person", "named_by")
        return {**super().get_context_data(**kwargs), "nominees": nominees}

    @property
    def header_buttons(self):
        if not may_release(self.request.user) or self.object.nominees.using_seats().count() >= self.object.seats:
            return super().header_buttons
        url = reverse("allotment_record:release", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(gettext("Give unused seats back"), url=url, icon_name="rotate")]


def may_release(user):
    return user.has_perm("courses.change_seatallotment")


def release_view(request, pk):
    """Ask once: invitations without an answer end with it."""
    if not may_release(request.user):
        raise PermissionDenied
    allotment = get_object_or_404(SeatAllotment.objects.select_related("organization", "cohort__course"), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        release(allotment=allotment, by=request.user, now=timezone.now())
        messages.success(request, gettext("The unused seats are free for everybody."))
        return redirect("allotment_record:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{gettext('Give unused seats back')}: {allotment}",
        "note": gettext("Who takes part stays. Invitations without an answer do not work any more."),
        "button": gettext("Give unused seats back"),
        "back_url": reverse("allotment_record:inspect", args=[pk]),
        "header_icon": "rotate",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)


class AllotmentViewSet(ModelViewSet):
    model = SeatAllotment
    add_to_reference_index = False
    icon = "group"
    menu_label = _("Seats of organizations")
    index_view_class = AllotmentIndexView
    add_view_class = AllotmentCreateView
    edit_view_class = AllotmentEditView
    delete_view_class = KeptDeleteView
    inspect_view_class = AllotmentInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["organization", "cohort", "seats", "name_until", "made_at"]
    copy_view_enabled = False
    filterset_class = AllotmentFilters
    list_display = [
        "organization",
        "cohort",
        Column("used", label=_("People named"), sort_key="used"),
        "seats",
        "name_until",
    ]
    list_export = ["organization.name", "cohort.course.title", "cohort.number", "used", "seats", "name_until"]
    export_headings = {
        "organization.name": _("Organization"),
        "cohort.course.title": _("Course"),
        "cohort.number": _("Cohort"),
        "used": _("People named"),
    }
    search_fields = ["organization__name", "cohort__course__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("cohort"),
            FieldPanel("organization"),
            FieldRowPanel([FieldPanel("seats"), FieldPanel("name_until")]),
        ],
        base_form_class=AllotmentForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/release/", release_view, name="release")]


VIEWSETS = [AllotmentViewSet("allotment_record")]
