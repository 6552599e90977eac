"""The question bank in the admin: questions found by category, kind and tag, edited as blocks, with their history."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from .bank_access import categories_open_to, gated, questions_open_to
from .bank_choosers import QuestionChooserViewSet
from .models import BankQuestion, QuestionCategory


class QuestionFilters(WagtailFilterSet):
    category = ModelChoiceFilter(queryset=lambda request: categories_open_to(request.user), label=_("Category"))
    kind = ChoiceFilter(choices=BankQuestion.Kind.choices, label=_("Kind"))
    tag = CharFilter(field_name="tags__name", lookup_expr="iexact", label=_("Tag"))

    class Meta:
        model = BankQuestion
        fields = ["category", "kind", "tag"]


class QuestionIndexView(IndexView):
    def get_base_queryset(self):
        open_ones = categories_open_to(self.request.user)
        return super().get_base_queryset().filter(category__in=open_ones).select_related("category")

    def search_queryset(self, queryset):
        return queryset.saying(self.search_query) if self.is_searching else queryset

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
    chooser_viewset_class = QuestionChooserViewSet
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
    search_fields = ["words"]  # see ``QuestionIndexView.search_queryset``

    def get_urlpatterns(self):
        return gated(super().get_urlpatterns(), questions_open_to)


class CategoryIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(pk__in=categories_open_to(self.request.user))


class CategoryViewSet(SnippetViewSet):
    model = QuestionCategory
    index_view_class = CategoryIndexView
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = [
        "name",
        Column("parent", label=_("Inside"), sort_key="parent__name"),
        Column("course", label=_("Course"), sort_key="course__title"),
    ]
    search_fields = ["name"]

    def get_urlpatterns(self):
        return gated(super().get_urlpatterns(), categories_open_to)


class BankGroup(SnippetViewSetGroup):
    menu_label = _("Question bank")
    menu_icon = "help"
    items = (QuestionViewSet, CategoryViewSet)
