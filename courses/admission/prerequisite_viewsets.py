"""Prerequisites lifted for somebody, in the admin: written once, by the verb, with a reason that stands in the log."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from courses.models import PrerequisiteWaiver
from people.models import Person
from people.records import MadeOnce

from .prerequisites import lift

register_permission_policy(PrerequisiteWaiver, MadeOnce(PrerequisiteWaiver))


class WaiverForm(WagtailAdminModelForm):
    """Who is named by their e-mail: lists of everybody are long, and names are not unique."""

    email = forms.EmailField(label=gettext_lazy("E-mail of the person"))

    def clean(self):
        data = super().clean()
        course, email = data.get("course"), data.get("email")
        if course and not course.prerequisites.exists():
            self.add_error("course", _("This course needs nothing before."))
        if email:
            self.person = Person.objects.filter(email__iexact=email).first()
            if self.person is None:
                self.add_error("email", _("Nobody in the school has this e-mail."))
        return data

    def carry_out(self, *, by, now):
        data = self.cleaned_data
        return lift(person=self.person, course=data["course"], reason=data["reason"], by=by, now=now)


class WaiverIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "course", "given_by")


class WaiverCreateView(CreateView):
    def save_instance(self):
        return self.form.carry_out(by=self.request.user, now=timezone.now())


class PrerequisiteWaiverViewSet(ModelViewSet):
    model = PrerequisiteWaiver
    add_to_reference_index = False
    icon = "lock-open"
    menu_label = gettext_lazy("Prerequisites lifted")
    index_view_class = WaiverIndexView
    add_view_class = WaiverCreateView
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["person", "course", "reason", "given_by", "given_at"]
    copy_view_enabled = False
    list_display = ["person", "course", "reason", "given_by", "given_at"]
    search_fields = ["person__legal_name", "person__email", "course__title"]
    edit_handler = ObjectList(
        [FieldPanel("email"), FieldPanel("course"), FieldPanel("reason")], base_form_class=WaiverForm
    )


VIEWSETS = [PrerequisiteWaiverViewSet("prerequisite_waiver")]
