"""The queues for cohorts in the admin: who waits, where and why; somebody called ahead, with a reason."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from courses.admin_filters import COHORTS, COURSES
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort, QueuePlace
from people.records import ReadOnlyRecords
from people.sheets import SheetIndexView

from .admin_steps import may_decide
from .lines import turns_of
from .queue import call_ahead
from .queue_log import offer_words

register_permission_policy(QueuePlace, ReadOnlyRecords(QueuePlace))


class QueueFilters(WagtailFilterSet):
    course = ModelChoiceFilter(field_name="cohort__course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    open = BooleanFilter(field_name="ended_at", lookup_expr="isnull", label=_("Waits or has an offer"))
    outcome = ChoiceFilter(choices=QueuePlace.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = QueuePlace
        fields = ["course", "cohort", "open", "outcome"]


class Standings:
    """Where each of the places stands now, in words; every queue is lined up once for a whole page or sheet."""

    def __init__(self, *cohorts):
        waited_for = Cohort.objects.filter(queue_places__in=QueuePlace.objects.waiting())
        self.turns = turns_of(list(waited_for.filter(pk__in=cohorts) if cohorts else waited_for.distinct()))

    def position(self, place):
        """1 is the next; nothing for who does not wait, or waits for a place of their organization."""
        turn = self.turns.get(place.pk)
        return turn.ahead + 1 if turn and turn.full_organization is None else ""

    def why(self, place):
        """Why it was or will be their turn, or what keeps them back."""
        turn = self.turns.get(place.pk)
        if turn and turn.full_organization is not None:
            return gettext("Their organization has as many people in the cohort as it may.")
        rule = turn.rule if turn else place.rule
        return offer_words(rule, place.reason) if rule else ""

    def state(self, place):
        if place.ended_at:
            return place.get_outcome_display()
        return gettext("a place is held") if place.is_offered else gettext("waits")


class QueueIndexView(SheetIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "cohort__course")

    @cached_property
    def standings(self):
        return Standings()

    @cached_property
    def columns(self):
        return [
            *super().columns,
            Column("position", label=gettext("Position"), accessor=self.standings.position),
            Column("why", label=gettext("Why"), accessor=self.standings.why),
            Column("state", label=_("State"), accessor=self.standings.state),
        ]

    def to_row_dict(self, item):
        for name in ("position", "why", "state"):
            setattr(item, name, getattr(self.standings, name)(item))
        return super().to_row_dict(item)


class QueueInspectView(RecordInspectView):
    @property
    def header_buttons(self):
        place = self.object
        if place.ended_at or place.is_offered or place.called_at or not may_decide(self.request.user):
            return []
        url = reverse("queue_place_record:call", args=[place.pk])
        return [HeaderButton(gettext("Offer the next free place"), url=url, icon_name="arrow-up")]

    def get_field_display_value(self, field_name, field):
        if field_name == "rule":
            return Standings(self.object.cohort_id).why(self.object) or "–"
        return super().get_field_display_value(field_name, field)


class CallForm(forms.Form):
    """Nobody overtakes others without a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The person reads it, and it stands in the log. The others see how many are ahead of them."),
    )


def call_view(request, pk):
    """Ask why, then call. The person may have left or been offered a place meanwhile: then it is said."""
    if not may_decide(request.user):
        raise PermissionDenied
    place = get_object_or_404(QueuePlace.objects.select_related("person", "cohort__course"), pk=pk)
    form = CallForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            place = call_ahead(place=place, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        except EnrollmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(place))
            return redirect("queue_place_record:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{gettext('Offer the next free place')}: {place}",
        "note": gettext("The next place that is free goes to this person, ahead of the others and of every limit."),
        "button": gettext("Call ahead"),
        "back_url": reverse("queue_place_record:inspect", args=[pk]),
        "header_icon": "arrow-up",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)


def _said(place):
    if place.is_offered:
        return gettext("A place is held for this person.")
    return gettext("No place is free now. The next one is held for this person.")


class QueuePlaceViewSet(ModelViewSet):
    model = QueuePlace
    add_to_reference_index = False
    icon = "list-ol"
    menu_label = _("Queues for cohorts")
    index_view_class = QueueIndexView
    inspect_view_class = QueueInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "person",
        "cohort",
        "joined_at",
        "rule",
        "called_at",
        "reason",
        "offered_at",
        "offer_ends_at",
        "ended_at",
        "outcome",
    ]
    copy_view_enabled = False
    filterset_class = QueueFilters
    list_display = ["person", "cohort", "joined_at", "offer_ends_at"]
    search_fields = ["person__legal_name", "person__email", "cohort__course__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "cohort.course.title",
        "cohort.number",
        "position",
        "why",
        "state",
        "joined_at",
        "called_at",
        "offered_at",
        "offer_ends_at",
        "ended_at",
    ]
    export_headings = {
        "cohort.course.title": _("Course"),
        "cohort.number": _("Cohort"),
        "position": _("Position"),
        "why": _("Why"),
        "state": _("State"),
    }
    form_fields = ["cohort"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/call/", call_view, name="call")]


VIEWSETS = [QueuePlaceViewSet("queue_place_record")]
