"""Queues in the admin, whatever they are queues for: who waits, where and why; somebody called ahead, with a reason."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from content.inspecting import RecordInspectView
from people.queues.lines import Lines
from people.queues.words import offer_words
from people.sheets import SheetIndexView

STANDING = ("position", "why", "state")
STEPS = (*STANDING, "joined_at", "called_at", "offered_at", "offer_ends_at", "ended_at")  # columns of each sheet


class Standings:
    """Where each of the places stands now, in words; every queue is lined up once for a whole page or sheet."""

    def __init__(self, lines, keys=None):
        self.turns = lines.turns(lines.waited_for(keys))

    def position(self, place):
        """1 is the next; nothing for who does not wait, or waits for a place of their organization."""
        turn = self.turns.get(place.pk)
        return turn.ahead + 1 if turn and turn.full_organization is None else ""

    def why(self, place):
        """Why it was or will be their turn, or what keeps them back."""
        turn = self.turns.get(place.pk)
        if turn and turn.full_organization is not None:
            return gettext("Their organization has as many people there as it may.")
        rule = turn.rule if turn else place.rule
        return offer_words(rule, place.reason) if rule else ""

    def state(self, place):
        if place.ended_at:
            return place.get_outcome_display()
        return gettext("a place is held") if place.is_offered else gettext("waits")


class QueueIndexView(SheetIndexView):
    lines: Lines = None
    related = ()

    def get_base_queryset(self):
        return super().get_base_queryset().select_related(*self.related)

    @cached_property
    def standings(self):
        return Standings(self.lines)

    @cached_property
    def columns(self):
        return [
            *super().columns,
            Column("position", label=gettext("Position"), accessor=self.standings.position),
            Column("why", label=gettext("Why"), accessor=self.standings.why),
            Column("state", label=_("State"), accessor=self.standings.state),
        ]

    def to_row_dict(self, item):
        for name in STANDING:
            setattr(item, name, getattr(self.standings, name)(item))
        return super().to_row_dict(item)


class QueueInspectView(RecordInspectView):
    lines: Lines = None
    call_url_name = ""
    may_call: Callable = None

    @property
    def header_buttons(self):
        place = self.object
        if place.ended_at or place.is_offered or place.called_at or not self.may_call(self.request.user):
            return []
        url = reverse(self.call_url_name, args=[place.pk])
        return [HeaderButton(gettext("Offer the next free place"), url=url, icon_name="arrow-up")]

    def get_field_display_value(self, field_name, field):
        if field_name == "rule":
            standings = Standings(self.lines, [getattr(self.object, f"{self.lines.thing}_id")])
            return standings.why(self.object) or "–"
        return super().get_field_display_value(field_name, field)


class CallForm(forms.Form):
    """Nobody overtakes others without a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The person reads it, and it stands in the log. The others see how many are ahead of them."),
    )


class QueueViewSet(ModelViewSet):
    """Places in the queues of ``lines``. ``call_ahead`` is the verb, ``refusal`` its exception."""

    lines: Lines = None
    related = ("person",)
    call_ahead: Callable = None
    may_call: Callable = None
    refusal = None

    add_to_reference_index = False
    icon = "list-ol"
    index_view_class = QueueIndexView
    inspect_view_class = QueueInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    export_headings = {"position": _("Position"), "why": _("Why"), "state": _("State")}

    @property
    def inspect_view_fields(self):
        return [
            "person", self.lines.thing, "joined_at", "rule", "called_at", "reason", "offered_at", "offer_ends_at",
            "ended_at", "outcome",
        ]  # fmt: skip

    @property
    def list_display(self):
        return ["person", self.lines.thing, "joined_at", "offer_ends_at"]

    @property
    def form_fields(self):
        return [self.lines.thing]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(lines=self.lines, related=self.related, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        calling = {"call_url_name": self.get_url_name("call"), "may_call": self.may_call}
        return super().get_inspect_view_kwargs(lines=self.lines, **calling, **kwargs)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/call/", self.call_view, name="call")]

    def call_view(self, request, pk):
        """Ask why, then call. The person may have left or been offered a place meanwhile: then it is said."""
        if not self.may_call(request.user):
            raise PermissionDenied
        place = get_object_or_404(self.model._default_manager.select_related(*self.related), pk=pk)
        form = CallForm(request.POST if request.method == "POST" else None)
        inspect = reverse(self.get_url_name("inspect"), args=[pk])
        if form.is_valid():
            try:
                place = self.call_ahead(
                    place=place, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
                )
            except self.refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _said(place))
                return redirect(inspect)
        context = {
            "form": form,
            "page_title": f"{gettext('Offer the next free place')}: {place}",
            "note": gettext("The next place that is free goes to this person, ahead of the others and of every limit."),
            "button": gettext("Call ahead"),
            "back_url": inspect,
            "header_icon": "arrow-up",
        }
        return TemplateResponse(request, "webinars/admin/confirm.html", context)


def _said(place):
    if place.is_offered:
        return gettext("A place is held for this person.")
    return gettext("No place is free now. The next one is held for this person.")
