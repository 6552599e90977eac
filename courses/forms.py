"""Forms of courses: the catalog's filter and a trainer's mark."""

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import Topic

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
