"""How lists in the admin are narrowed: by course, by cohort, by state."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter, DateFromToRangeFilter, ModelChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from people.alphabet import Alphabetically

from .models import Cohort, CoursePage, Enrollment, QuizAttempt

COURSES = CoursePage.objects.order_by(Alphabetically("title"))
COHORTS = Cohort.objects.select_related("course").order_by(Alphabetically("course__title"), "number")


class CohortFilters(WagtailFilterSet):
    course = ModelChoiceFilter(queryset=COURSES, label=_("Course"))
    state = ChoiceFilter(choices=Cohort.State.choices, label=_("State"))
    starts_on = DateFromToRangeFilter(widget=DateRangePickerWidget, label=_("Starts"))
    ended = BooleanFilter(method="of_the_archive", label=_("Ended"))

    class Meta:
        model = Cohort
        fields = ["course", "state", "starts_on", "ended"]

    def of_the_archive(self, cohorts, name, ended):
        """Cohorts whose last day in Kyiv is over, or the others; who goes at their own pace has no end."""
        today = timezone.localdate(timezone.now(), timezone.get_default_timezone())
        over = Q(self_paced=False, ends_on__lt=today)
        return cohorts.filter(over if ended else ~over)


class EnrollmentFilters(WagtailFilterSet):
    course = ModelChoiceFilter(field_name="cohort__course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    withdrawn = BooleanFilter(field_name="withdrawn_at", lookup_expr="isnull", exclude=True, label=_("Left"))
    completed = BooleanFilter(field_name="completed_at", lookup_expr="isnull", exclude=True, label=_("Completed"))

    class Meta:
        model = Enrollment
        fields = ["course", "cohort", "withdrawn", "completed"]


class AttemptFilters(WagtailFilterSet):
    course = ModelChoiceFilter(method="of_course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(method="of_cohort", queryset=COHORTS, label=_("Cohort"))
    passed = BooleanFilter(label=_("Passed"))

    class Meta:
        model = QuizAttempt
        fields = ["course", "cohort", "passed"]

    def of_course(self, attempts, name, course):
        return attempts.filter(quiz__path__startswith=course.path)

    def of_cohort(self, attempts, name, cohort):
        """Attempts at the quizzes of the cohort's course by those who have or had a place in it."""
        people = Enrollment.objects.filter(cohort=cohort).values("person")
        return self.of_course(attempts, name, cohort.course).filter(person__in=people)
