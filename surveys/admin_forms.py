"""The form of a survey in the admin: about whose pages, until when."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import Cohort

from .access import pages_for


class SurveyAdminForm(WagtailAdminModelForm):
    """Says no to what is not one's own, whatever the chooser offers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        courses = pages_for(self.for_user).order_by().values("translation_key")
        own = Cohort.objects.exclude(state=Cohort.State.DRAFT).filter(course__translation_key__in=courses)
        self.fields["cohort"].queryset = own.select_related("course")

    def clean_page(self):
        page = self.cleaned_data["page"]
        if not pages_for(self.for_user).filter(pk=page.pk).exists():
            raise ValidationError(_("Choose a course that you teach, or an event that you host."))
        return page

    def clean_closes_at(self):
        closes_at = self.cleaned_data["closes_at"]
        if closes_at <= timezone.now():
            raise ValidationError(_("Choose a moment that is still to come."))
        return closes_at

    def clean(self):
        cleaned = super().clean()
        page, cohort = cleaned.get("page"), cleaned.get("cohort")
        if page and cohort and cohort.course.translation_key != page.translation_key:
            self.add_error("cohort", _("This cohort is of another course."))
        return cleaned
