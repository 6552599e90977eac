"""Rules of opening in the admin: each says in a sentence what it means, before it is saved and in the list."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from courses.admin_filters import COHORTS, COURSES
from courses.choosers import session_chooser
from courses.models import OpeningRule
from courses.refusable import Refusable
from webinars.all_the_same import AllTheSame, is_only_warned, may_save

from .around import Around
from .meaning import meaning, opens
from .ruling import missing_in, set_rule, trouble_of

OPENED = ["courses.ModulePage", "courses.LessonPage", "courses.QuizPage", "courses.AssignmentPage"]


class OpeningRuleForm(WagtailAdminModelForm):
    """What could never open is refused beside its field; what could is said in a sentence, to be confirmed."""

    all_the_same = AllTheSame()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["all_the_same"].label = _("Yes, so it shall be")
        if not self.is_bound:
            del self.fields["all_the_same"]

    def clean(self):
        data = super().clean()
        if missing := missing_in(data, data.get("when")):
            self.add_error(*missing)
        return data

    def is_valid(self):
        if not super().is_valid():
            return False
        now, around = timezone.now(), Around([self.instance])
        if trouble := trouble_of(self.instance, around, now=now):
            self.add_error(*trouble)
            return False
        return may_save(self, [meaning(self.instance, around, now=now)])

    def carry_out(self, *, by):
        return set_rule(rule=self.save(commit=False), by=by, now=timezone.now())


class Said(Refusable):
    """What a rule means is to be read, and no mistake."""

    def is_valid(self, form):
        valid = super().is_valid(form)
        if is_only_warned(form):
            self.produced_error_message = _("Not saved yet: read what it means, then confirm.")
        return valid


class RuleCreateView(Said, CreateView):
    pass


class RuleEditView(Said, EditView):
    pass


class RuleDeleteView(DeleteView):
    confirmation_message = _("It then opens at once to everybody who waits for it.")


class OpeningRuleFilters(WagtailFilterSet):
    course = ModelChoiceFilter(method="of_course", queryset=COURSES, label=_("Course"))
    cohort = ModelChoiceFilter(queryset=COHORTS, label=_("Cohort"))
    when = ChoiceFilter(choices=OpeningRule.When.choices, label=_("opens"))

    class Meta:
        model = OpeningRule
        fields = ["course", "cohort", "when"]

    def of_course(self, rules, name, course):
        return rules.filter(page__path__startswith=course.path)


class RuleIndexView(IndexView):
    default_ordering = "page__path"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("page", "cohort__course", "session__event")

    @cached_property
    def columns(self):
        return [*super().columns, Column("said", label=_("What it means"), accessor=self.told)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.around = Around(context["object_list"])
        return context

    def told(self, rule):
        """The sentence, or what to do about a rule that nothing waits for any more."""
        now = timezone.now()
        trouble = trouble_of(rule, self.around, now=now)
        return trouble[1] if trouble else opens(rule, self.around, now=now)


class OpeningRuleViewSet(ModelViewSet):
    model = OpeningRule
    add_to_reference_index = False
    icon = "lock-open"
    menu_label = _("Rules of opening")
    index_view_class = RuleIndexView
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = RuleDeleteView
    copy_view_enabled = False
    filterset_class = OpeningRuleFilters
    list_display = [
        Column("page", label=_("Module or step"), sort_key="page__path"),
        Column("cohort", label=_("Cohort"), sort_key="cohort"),
    ]
    search_fields = ["page__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("all_the_same"),
            PageChooserPanel("page", OPENED),
            FieldPanel("cohort"),
            FieldPanel("when"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("days")]),
            FieldPanel("session", widget=session_chooser.widget_class),
        ],
        base_form_class=OpeningRuleForm,
    )


VIEWSETS = [OpeningRuleViewSet("opening_rule")]
