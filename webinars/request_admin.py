"""Requests for seats in the admin: approved or declined, one or several at once, on a page that asks first."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from content.asking import LONGEST_ANSWER
from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords

from .access import may_manage
from .approval import decide
from .exceptions import RegistrationRefused
from .models import EventAnswers, SeatRequest
from .record_viewsets import RecordIndexView
from .session_list import TickColumn

MOST_AT_ONCE = 200

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


ACTIONS = {
    "approve": {"form": ApproveForm, "title": _("Approve"), "icon": "check"},
    "decline": {"form": DeclineForm, "title": _("Decline"), "icon": "cross"},
}
OPEN_TO = {SeatRequest.State.WAITING: ("approve", "decline"), SeatRequest.State.DECLINED: ("approve",)}


def decide_view(request, name):
    """``?id=3&id=5``: who it is about, one button. Each is decided or refused by itself, the first to ask first."""
    if name not in ACTIONS:
        raise Http404
    if not may_manage(request.user):
        raise PermissionDenied
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, gettext("Tick the requests first."))
        return redirect("seat_request:index")
    action = ACTIONS[name]
    form = action["form"](request.POST if request.method == "POST" else None)
    if form.is_valid():
        _decide_each(request, chosen, approved=name == "approve", **form.cleaned_data)
        return redirect("seat_request:index")
    context = {
        "form": form,
        "applications": chosen,
        "page_title": action["title"],
        "button": action["title"],
        "back_url": reverse("seat_request:index"),
        "header_icon": action["icon"],
    }
    return TemplateResponse(request, "webinars/admin/decide.html", context)


def _chosen(request):
    numbers = [int(number) for number in request.GET.getlist("id")[:MOST_AT_ONCE] if _is_key(number)]
    found = SeatRequest.objects.filter(pk__in=numbers).select_related("person", "session__event")
    return list(found.order_by("asked_at", "pk"))


def _is_key(number):
    return number.isdecimal() and len(number) < 18


def _decide_each(request, chosen, *, approved, reason=""):
    """One refusal stops nobody else's decision; all of them are said."""
    done = 0
    for one in chosen:
        try:
            decide(request=one, approved=approved, reason=reason, by=request.user, now=timezone.now())
        except RegistrationRefused as refusal:
            messages.error(request, f"{one}: {refusal}")
        else:
            done += 1
    if done:
        words = ngettext("Decided about %(number)d request.", "Decided about %(number)d requests.", done)
        messages.success(request, words % {"number": done})


class RequestTick(TickColumn):
    cell_template_name = "webinars/admin/record_tick.html"


class RequestIndexView(RecordIndexView):
    """The list, with a tick for each request: deciding about those that are ticked stands below it."""

    @cached_property
    def columns(self):
        tick = [RequestTick("pk", label=gettext("Choose"))] if may_manage(self.request.user) else []
        return [*tick, *super().columns]

    def get_context_data(self, **kwargs):
        actions = ACTIONS if may_manage(self.request.user) else {}
        return {**super().get_context_data(**kwargs), "bulk_actions": actions}


class RequestInspectView(RecordInspectView):
    template_name = "webinars/admin/request.html"

    def get_context_data(self, **kwargs):
        key = self.object.session.event.translation_key
        answers = EventAnswers.objects.filter(person=self.object.person, event_key=key).first()
        return {**super().get_context_data(**kwargs), "answers": answers.answers if answers else []}

    @property
    def header_buttons(self):
        if not may_manage(self.request.user):
            return []
        return [
            HeaderButton(
                ACTIONS[name]["title"],
                url=f"{reverse('seat_request:decide', args=[name])}?id={self.object.pk}",
                icon_name=ACTIONS[name]["icon"],
            )
            for name in OPEN_TO.get(self.object.state, ())
        ]


class SeatRequestViewSet(ModelViewSet):
    model = SeatRequest
    add_to_reference_index = False
    icon = "form"
    menu_label = _("Requests for seats")
    index_view_class = RequestIndexView
    index_template_name = "webinars/admin/session_index.html"
    index_results_template_name = "webinars/admin/request_results.html"
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
        return [*super().get_urlpatterns(), path("decide/<str:name>/", decide_view, name="decide")]
