"""The queues for cohorts in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.permissions import register_permission_policy

from courses.admin_filters import COHORTS, COURSES
from courses.exceptions import EnrollmentRefused
from courses.models import QueuePlace
from people.records import ReadOnlyRecords
from webinars.queue_admin import STEPS, QueueViewSet

from .admin_steps import may_decide
from .lines import LINES
from .queue import call_ahead

register_permission_policy(QueuePlace, ReadOnlyRecords(QueuePlace))


class QueueFilters(WagtailFilterSet):
    course = ModelChoiceFilter(field_name="cohort__course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    open = BooleanFilter(field_name="ended_at", lookup_expr="isnull", label=_("Waits or has an offer"))
    outcome = ChoiceFilter(choices=QueuePlace.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = QueuePlace
        fields = ["course", "cohort", "open", "outcome"]


class QueuePlaceViewSet(QueueViewSet):
    model = QueuePlace
    lines = LINES
    related = ("person", "cohort__course")
    call_ahead = staticmethod(call_ahead)
    may_call = staticmethod(may_decide)
    refusal = EnrollmentRefused
    menu_label = _("Queues for cohorts")
    filterset_class = QueueFilters
    search_fields = ["person__legal_name", "person__email", "cohort__course__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "cohort.course.title",
        "cohort.number",
        *STEPS,
    ]
    export_headings = {
        **QueueViewSet.export_headings,
        "cohort.course.title": _("Course"),
        "cohort.number": _("Cohort"),
    }


VIEWSETS = [QueuePlaceViewSet("queue_place_record")]
