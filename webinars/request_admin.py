"""Requests for seats in the admin: approved or declined, one or several at once, on a page that asks first."""

from django import forms
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from calendars.acts import together
from content.asking import LONGEST_ANSWER
from content.deciding import DecideView, Decision
from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords

from .access import may_manage
from .approval import decide
from .exceptions import RegistrationRefused
from .models import EventAnswers, SeatRequest
from .record_viewsets import RecordIndexView
from .session_list import TickColumn

register_permission_policy(SeatRequest, ReadOnlyRecords(SeatRequest))


class ApproveForm(forms.Form):
    """Nothing to say: who is approved gets the mail of everybody who is registered."""


class DeclineForm(forms.Form):
    """Nobody is declined without being told why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail that the person gets."),
    )


class DecideRequests(DecideView):
    actions = {
        "approve": Decision(True, ApproveForm, _("Approve"), "check"),
        "decline": Decision(False, DeclineForm, _("Decline"), "cross"),
    }
    open_to = {SeatRequest.State.WAITING: ("approve", "decline"), SeatRequest.State.DECLINED: ("approve",)}
    index = "seat_request"
    refusal = RegistrationRefused
    none_ticked = _("Tick the requests first.")
    with_ticked = _("With the ticked requests:")
    may_decide = staticmethod(may_manage)

    @staticmethod
    def records():
        return SeatRequest.objects.select_related("person", "session__event").order_by("asked_at", "pk")

    @staticmethod
    def decide(record, *, yes, by, now, reason=""):
        decide(request=record, approved=yes, reason=reason, by=by, now=now)

    def decide_each(self, request, said):
        """Whose requests for several dates are decided in one go gets one mail."""
        with together():
            super().decide_each(request, said)

    @staticmethod
    def counted(number):
        words = ngettext("Decided about %(number)d request.", "Decided about %(number)d requests.", number)
        return words % {"number": number}


class RequestTick(TickColumn):
    cell_template_name = "webinars/admin/record_tick.html"


class RequestIndexView(RecordIndexView):
    """The list, with a tick for each request: deciding about those that are ticked stands below it."""

    @cached_property
    def columns(self):
        tick = [RequestTick("pk", label=gettext("Choose"))] if may_manage(self.request.user) else []
        return [*tick, *super().columns]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | DecideRequests.below_list(user=self.request.user)


class RequestInspectView(RecordInspectView):
    template_name = "webinars/admin/request.html"

    def get_context_data(self, **kwargs):
        key = self.object.session.event.translation_key
        answers = EventAnswers.objects.filter(person=self.object.person, event_key=key).first()
        return {**super().get_context_data(**kwargs), "answers": answers.answers if answers else []}

    @property
    def header_buttons(self):
        return DecideRequests.buttons(self.object, user=self.request.user)


class SeatRequestViewSet(ModelViewSet):
    model = SeatRequest
    add_to_reference_index = False
    icon = "form"
    menu_label = _("Requests for seats")
    index_view_class = RequestIndexView
    index_template_name = "webinars/admin/session_index.html"
    index_results_template_name = "content/admin/decide_results.html"
    inspect_view_class = RequestInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["person", "session", "asked_at", "state", "decided_at", "reason"]
    copy_view_enabled = False
    list_display = [
        "person",
        "session",
        "asked_at",
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    list_filter = ["state", "asked_at"]
    search_fields = ["person__legal_name", "person__email", "session__event__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "session.full_title",
        "asked_at",
        "get_state_display",
        "decided_at",
        "reason",
    ]
    export_headings = {"get_state_display": _("State")}
    form_fields = ["session"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("decide/<str:name>/", DecideRequests.as_view(), name="decide")]
