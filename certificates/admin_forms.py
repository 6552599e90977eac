"""Forms of the administrator's work: issue, revoke, word a template."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import CoursePage, Enrollment
from webinars.models import EventPage

from .colours import readable_on_white
from .exceptions import CertificateTextError
from .issuing import issue_for_course, issue_for_event
from .models import SIGNATORIES, CertificateTemplate
from .naming import called
from .placeholders import known_placeholders
from .previewing import check


class IssueForm(forms.Form):
    """Issue one certificate by hand: to whom, for what, in which words."""

    who = forms.CharField(
        label=gettext_lazy("E-mail or full name of the person"),
        max_length=254,
        help_text=gettext_lazy("The full name exactly as it is in the list of people."),
        error_messages={"required": gettext_lazy("Say who gets the certificate.")},
    )
    course = forms.ModelChoiceField(label=gettext_lazy("Course"), queryset=CoursePage.objects.live(), required=False)
    event = forms.ModelChoiceField(label=gettext_lazy("Event"), queryset=EventPage.objects.live(), required=False)
    template = forms.ModelChoiceField(
        label=gettext_lazy("Template"),
        queryset=CertificateTemplate.objects.filter(live=True),
        error_messages={"required": gettext_lazy("Choose a template.")},
    )

    def clean_who(self):
        people = called(self.cleaned_data["who"])
        if not people:
            raise forms.ValidationError(_("There is no person with this e-mail or full name."))
        if len(people) > 1:
            raise forms.ValidationError(_("Several people have this name. Enter the e-mail."))
        return people[0]

    def clean(self):
        data = super().clean()
        if bool(data.get("course")) == bool(data.get("event")):
            raise forms.ValidationError(_("Choose a course or an event, one of the two."))
        return data

    def carry_out(self, *, by):
        """The certificate. Raises ``CertificateRefused``."""
        data = self.cleaned_data
        common = {"person": data["who"], "template": data["template"], "by": by, "now": timezone.now()}
        if data["event"]:
            return issue_for_event(event=data["event"], **common)
        return issue_for_course(course=data["course"], cohort=self._cohort(), **common)

    def _cohort(self):
        """Where the person completed the course last, if they did."""
        completed = Enrollment.objects.filter(
            person=self.cleaned_data["who"], cohort__course=self.cleaned_data["course"], completed_at__isnull=False
        )
        enrollment = completed.select_related("cohort").order_by("-completed_at").first()
        return enrollment and enrollment.cohort


class RevokeForm(forms.Form):
    """Why a certificate is taken back, for staff; and what the public page says, if anything."""

    reason = forms.CharField(
        label=gettext_lazy("Reason of the revocation"),
        max_length=300,
        help_text=gettext_lazy("Only staff see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the certificate is revoked.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What the public page says about it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For everybody, in the certificate’s language. Without it the page says only when."),
    )


class SuspendForm(RevokeForm):
    """Why a certificate does not hold for now, for staff; and what the public page and the holder's mail say."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Reason of the suspension")
        self.fields["reason"].error_messages["required"] = _("Say why the certificate is suspended.")
        self.fields["note"].help_text = _(
            "For everybody and in the mail to the holder, in the certificate’s language. Without it the page says only"
            " when."
        )


class ReinstateForm(forms.Form):
    """What came of it, for the history."""

    reason = forms.CharField(
        label=gettext_lazy("Why it holds again"),
        max_length=300,
        help_text=gettext_lazy("Only staff see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the certificate holds again.")},
    )


class CorrectNameForm(forms.Form):
    """The name as it should have been printed."""

    name = forms.CharField(
        label=gettext_lazy("Right name"),
        max_length=150,
        help_text=gettext_lazy("The name in the list of people is not changed by this; put it right there as well."),
        error_messages={"required": gettext_lazy("Write the name as it should be printed.")},
    )


# Fields of the drawing that an administrator edits under another name.
EDITED_AS = {"lead": "statement", "signatories": "signatory", "logos": "logo"}


class TemplateForm(WagtailAdminModelForm):
    """A template is saved only when a certificate can be drawn from it; else the field to change says why."""

    class Media:
        js = ["js/placeholders.js"]

    def clean(self):
        data = super().clean()
        self.ask_for_names(data)
        if not self.errors and not self.is_deferred_validation:
            try:
                check(CertificateTemplate(**data))
            except CertificateTextError as error:
                field = EDITED_AS.get(error.field, error.field)
                self.add_error(field if field in self.fields else None, str(error))
        return data

    def clean_body(self):
        known_placeholders(self.cleaned_data["body"])
        return self.cleaned_data["body"]

    def clean_own_accent(self):
        if colour := self.cleaned_data["own_accent"].lower():
            readable_on_white(colour)
        return colour

    def ask_for_names(self, data):
        """A position and a signature are somebody's."""
        for end in SIGNATORIES[1:]:
            name, others = f"signatory{end}", (f"signatory_role{end}", f"signature{end}")
            if name not in self.errors and not data.get(name) and any(data.get(field) for field in others):
                self.add_error(name, _("Say who signs, or leave the position and the signature out."))
