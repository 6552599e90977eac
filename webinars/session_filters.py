"""How the list of sessions and its month are narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, DateFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.active_filters import BaseFilterAdapter, filter_adapter_class_registry
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from content import wording
from people.alphabet import Alphabetically
from people.models import Person
from people.regions import Region

from .agenda import month_bounds
from .models import EventPage, Session, SessionSeries

HOSTS = Person.objects.filter(hosted_sessions__isnull=False).distinct().order_by(Alphabetically("display_name"))
SERIES = SessionSeries.objects.select_related("event")


class MonthInput(forms.DateInput):
    """The browser's own picker of a month; where it has none, one types «2027-03»."""

    input_type = "month"

    def __init__(self):
        super().__init__(format="%Y-%m", attrs={"placeholder": "2027-03"})


class MonthFilter(DateFilter):
    """A filter by the whole month of a day."""


class MonthAdapter(BaseFilterAdapter):
    """Names the month above the list: «Березень 2027», not its first day."""

    def get_active_filters(self):
        for shown in super().get_active_filters():
            yield shown._replace(value=wording.month(self.value))


filter_adapter_class_registry.register(MonthFilter, value=MonthAdapter)


class SessionFilters(WagtailFilterSet):
    kind = ChoiceFilter(field_name="event__kind", choices=EventPage.Kind.choices, label=_("Kind"))
    state = ChoiceFilter(choices=Session.State.choices, label=_("State"))
    host = ModelChoiceFilter(queryset=HOSTS, label=_("Host"))
    series = ModelChoiceFilter(queryset=SERIES, label=pgettext_lazy("one of them", "Series"))
    region = ChoiceFilter(choices=Region.choices, label=_("Region"))
    month = MonthFilter(method="in_month", input_formats=["%Y-%m"], widget=MonthInput, label=_("Month"))
    starts_at = DateFromToRangeFilter(widget=DateRangePickerWidget, label=_("Date"))

    class Meta:
        model = Session
        fields = ["kind", "state", "host", "series", "region", "month", "starts_at"]

    def in_month(self, sessions, name, month):
        first, following = month_bounds(month.replace(day=1))
        return sessions.filter(starts_at__gte=first, starts_at__lt=following)


class MonthFilters(SessionFilters):
    """The same for the month view, which leafs through months by itself."""

    month = starts_at = None

    class Meta:
        model = Session
        fields = ["kind", "state", "host", "series", "region"]
