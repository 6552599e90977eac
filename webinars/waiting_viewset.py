"""The queues for sessions in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.permissions import register_permission_policy

from people.alphabet import Alphabetically
from people.records import ReadOnlyRecords

from .access import may_manage
from .exceptions import RegistrationRefused
from .lines import LINES
from .models import EventPage, WaitingPlace
from .queue_admin import STEPS, QueueViewSet
from .waiting import call_ahead

register_permission_policy(WaitingPlace, ReadOnlyRecords(WaitingPlace))
EVENTS = EventPage.objects.filter(sessions__waiting_places__isnull=False).distinct().order_by(Alphabetically("title"))


class WaitingFilters(WagtailFilterSet):
    event = ModelChoiceFilter(field_name="session__event", queryset=EVENTS, label=_("Event"))
    open = BooleanFilter(field_name="ended_at", lookup_expr="isnull", label=_("Waits or has an offer"))
    outcome = ChoiceFilter(choices=WaitingPlace.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = WaitingPlace
        fields = ["event", "open", "outcome"]


class WaitingPlaceViewSet(QueueViewSet):
    model = WaitingPlace
    lines = LINES
    related = ("person", "session__event")
    call_ahead = staticmethod(call_ahead)
    may_call = staticmethod(may_manage)
    refusal = RegistrationRefused
    menu_label = _("Waiting lists")
    filterset_class = WaitingFilters
    search_fields = ["person__legal_name", "person__email", "session__event__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "session.full_title",
        "session.starts_at",
        *STEPS,
    ]
    export_headings = {
        **QueueViewSet.export_headings,
        "session.full_title": _("Session"),
        "session.starts_at": _("Starts (Kyiv time)"),
    }
