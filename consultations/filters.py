"""How the list of consultations, its export and its figures are narrowed."""

from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from people.alphabet import Alphabetically
from people.models import Organization, Person
from people.regions import Region
from webinars.models import Session

from .models import Consultation

TRAINERS = Person.objects.filter(consultation_offer__isnull=False).order_by(Alphabetically("display_name"))
ORGANIZATIONS = Organization.objects.filter(consultations__isnull=False).distinct().order_by(Alphabetically("name"))
STATES = [(state.value, state.label) for state in (Session.State.SCHEDULED, Session.State.CANCELLED)]


class ConsultationFilters(WagtailFilterSet):
    trainer = ModelChoiceFilter(field_name="session__host", queryset=TRAINERS, label=_("Trainer"))
    state = ChoiceFilter(field_name="session__state", choices=STATES, label=_("State"))
    held = BooleanFilter(label=_("Took place"))
    region = ChoiceFilter(choices=Region.choices, label=_("Region"))
    organization = ModelChoiceFilter(queryset=ORGANIZATIONS, label=_("Organization"))
    day = DateFromToRangeFilter(field_name="session__starts_at", widget=DateRangePickerWidget, label=_("Date"))

    class Meta:
        model = Consultation
        fields = ["trainer", "state", "held", "region", "organization", "day"]
