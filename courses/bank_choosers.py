"""How a question of the bank is chosen for a quiz: by its words and its category, among those one may see."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from .bank_access import categories_open_to, questions_open_to


class QuestionFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Search"), required=False)
    category = forms.ModelChoiceField(None, label=_("Category"), required=False)

    def filter(self, objects):
        if query := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, query
            objects = objects.saying(query)
        category = self.cleaned_data.get("category")
        return objects.filter(category=category) if category else objects


class OpenQuestions:
    """What a chooser offers and hands over."""

    def get_object_list(self):
        return questions_open_to(self.request.user)

    def get_object(self, pk):
        return questions_open_to(self.request.user).get(pk=pk)

    def get_objects(self, pks):
        return questions_open_to(self.request.user).filter(pk__in=pks)


class Listed(OpenQuestions):
    filter_form_class = QuestionFilterForm

    def get_object_list(self):
        return super().get_object_list().select_related("category")

    def get_filter_form(self):
        form = super().get_filter_form()
        form.fields["category"].queryset = categories_open_to(self.request.user)
        return form

    @property
    def columns(self):
        kind = Column("kind", label=_("Kind"), accessor="get_kind_display")
        return [*super().columns, kind, Column("category", label=_("Category"))]


class QuestionChooseView(Listed, ChooseView):
    pass


class QuestionChooseResultsView(Listed, ChooseResultsView):
    pass


class QuestionChosenView(OpenQuestions, SnippetChosenView):
    pass


class QuestionChosenMultipleView(OpenQuestions, SnippetChosenMultipleView):
    pass


class QuestionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionChosenMultipleView
