"""The question bank in the admin: questions found by category, kind and tag, edited as blocks, with their history."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from .models import BankQuestion, QuestionCategory


class QuestionFilters(WagtailFilterSet):
    category = ModelChoiceFilter(queryset=QuestionCategory.objects.all(), label=_("Category"))
    kind = ChoiceFilter(choices=BankQuestion.Kind.choices, label=_("Kind"))
    tag = CharFilter(field_name="tags__name", lookup_expr="iexact", label=_("Tag"))

    class Meta:
        model = BankQuestion
        fields = ["category", "kind", "tag"]


class QuestionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("category")

    @cached_property
    def header_buttons(self):
        """Beside «add»: from a file, into a file."""
        if not self.request.user.has_perms(["courses.add_bankquestion", "courses.change_bankquestion"]):
            return super().header_buttons
        return [
            *super().header_buttons,
            HeaderButton(_("From a file"), url=reverse("question_imports"), icon_name="upload"),
            HeaderButton(_("Into a file"), url=reverse("question_exports"), icon_name="download"),
        ]


class QuestionViewSet(SnippetViewSet):
    model = BankQuestion
    icon = "help"
    menu_label = _("Questions")
    index_view_class = QuestionIndexView
    filterset_class = QuestionFilters
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("category", label=_("Category"), sort_key="category__name"),
        Column("points", label=_("Points"), sort_key="points"),
        Column("version", label=_("Version")),
    ]
    search_fields = ["name", "idnumber", "definition"]


class CategoryViewSet(SnippetViewSet):
    model = QuestionCategory
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = ["name", Column("parent", label=_("Inside"), sort_key="parent__name")]
    search_fields = ["name"]


class BankGroup(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_icon = "help"
    items = (QuestionViewSet, CategoryViewSet)
