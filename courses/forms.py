"""Forms of courses: the catalog's filter, a trainer's mark, more time for one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import Topic
from webinars.forms import Moment

from .models import CoursePage


class CatalogForm(forms.Form):
    """The filter of the catalog, in the address."""

    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All topics"),
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=[("", _("Any format")), *CoursePage.Format.choices], required=False
    )


class MarkForm(forms.Form):
    """Points for an essay, from nothing to ``possible``, and what the trainer says to its writer."""

    points = forms.DecimalField(min_value=0, max_digits=7, decimal_places=2, localize=True)
    comment = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, possible, number, **kwargs):
        """``number`` of the essay on the page: alone in a list of errors, a label must say which one."""
        super().__init__(*args, **kwargs)
        self.possible = possible
        self.fields["points"].label = _("Essay %(number)s: points") % {"number": number}
        self.fields["comment"].label = _("Essay %(number)s: comment for the participant") % {"number": number}
        self.fields["points"].help_text = _("At most %(points)s.") % {"points": possible}

    def clean_points(self):
        points = self.cleaned_data["points"]
        if points > self.possible:
            raise forms.ValidationError(_("At most %(points)s.") % {"points": self.possible})
        return points


class MoreTimeForm(forms.Form):
    """For what, until when or how many minutes, and why. ``things`` are the assignments and quizzes one can choose."""

    END = "end"

    page = forms.ChoiceField(label=_("For what"))
    until = forms.DateTimeField(label=_("Until"), required=False, help_text=_("Kyiv time"), widget=Moment)
    minutes = forms.IntegerField(
        label=_("Minutes more for an attempt"), required=False, min_value=1, max_value=600, help_text=_("Of a quiz.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The participant reads it too."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    back = forms.BooleanField(label=_("Take it back: as for the whole cohort"), required=False)

    def __init__(self, *args, things, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.things = {str(page.pk): page for page in things}
        end = [(self.END, _("End of the course"))] if cohort.deadline else []
        self.fields["page"].choices = [*end, *((key, page.title) for key, page in self.things.items())]

    def clean(self):
        data = super().clean()
        if not (data.get("back") or data.get("until") or data.get("minutes") or self.errors):
            self.add_error("until", _("Say until when, or how many minutes more."))
        return data

    def given(self):
        """What the verb takes."""
        data = self.cleaned_data
        time = {} if data["back"] else {"until": data["until"], "minutes": data["minutes"]}
        return {"page": self.things.get(data["page"]), "reason": data["reason"], **time}
