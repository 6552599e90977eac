"""Surveys in the admin: written while they are drafts, then published and closed; what was answered is on a page."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from content.inspecting import RecordInspectView
from courses.bank_access import gated

from .access import kept_by
from .admin_forms import SurveyAdminForm
from .admin_steps import STEPS, buttons_for, step_view
from .models import Survey
from .reading import numbered, state_of


def state(survey):
    return state_of(survey, now=timezone.now())


class SurveyIndexView(IndexView):
    def get_base_queryset(self):
        rows = super().get_base_queryset().filter(pk__in=kept_by(self.request.user).order_by().values("pk"))
        return numbered(rows).select_related("page")

    def get_edit_url(self, instance):
        """What is published is looked at, not written."""
        return self.get_inspect_url(instance) if instance.published_at else super().get_edit_url(instance)


class SurveyEditView(EditView):
    def dispatch(self, request, *args, **kwargs):
        survey = self.get_object()
        if survey.published_at:
            messages.error(request, gettext("A published survey stays as it is: answers belong to its questions."))
            return redirect("survey_admin:inspect", survey.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_buttons(self):
        return buttons_for(self.object, user=self.request.user, now=timezone.now())


class SurveyInspectView(RecordInspectView):
    @property
    def header_buttons(self):
        url = reverse("survey_totals", args=[self.object.pk])
        steps = buttons_for(self.object, user=self.request.user, now=timezone.now())
        return [*steps, HeaderButton(gettext("Totals"), url=url, icon_name="table")]

    def get_edit_url(self):
        return None if self.object.published_at else super().get_edit_url()


class SurveyViewSet(ModelViewSet):
    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    index_view_class = SurveyIndexView
    edit_view_class = SurveyEditView
    inspect_view_class = SurveyInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["page", "cohort", "intro", "published_at", "closes_at"]
    copy_view_enabled = False
    list_display = [
        "title",
        Column("page", label=_("About"), sort_key="page__title"),
        Column("state", label=_("State"), sort_key="closes_at", accessor=state),
        Column("number", label=_("Answers"), sort_key="number"),
    ]
    search_fields = ["title", "page__title"]
    edit_handler = ObjectList(Survey.panels, base_form_class=SurveyAdminForm)

    def get_urlpatterns(self):
        steps = [path(f"<int:pk>/{name}/", step_view, {"name": name}, name=name) for name in STEPS]
        return gated([*super().get_urlpatterns(), *steps], kept_by)


VIEWSETS = [SurveyViewSet("survey_admin")]
