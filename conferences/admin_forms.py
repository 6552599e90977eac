"""Forms of the admin. They collect; the verbs of ``scheduling`` and ``releasing`` write."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from calendars.kyiv import KYIV
from people.alphabet import Alphabetically

from .models import Item, Room
from .models.items import LONGEST


class ItemForm(WagtailAdminModelForm):
    """An item stays in its programme, and its track is one of that programme."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["programme"].disabled = True
            self.fields["track"].queryset = self.instance.programme.tracks.all()

    def clean(self):
        data = super().clean()
        track, programme = data.get("track"), data.get("programme")
        if track and programme and track.programme_id != programme.pk:
            self.add_error("track", _("This track belongs to another programme."))
        return data


class KyivDateTimeField(forms.DateTimeField):
    """A moment on Kyiv's clock, whichever time zone an editor chose for the rest of the admin."""

    def to_python(self, value):
        with timezone.override(KYIV):
            return super().to_python(value)

    def prepare_value(self, value):
        with timezone.override(KYIV):
            return super().prepare_value(value)


class PlaceForm(forms.Form):
    """One item and where and when it takes place: everything a keyboard can fill in."""

    item = forms.ModelChoiceField(label=_("Item"), queryset=Item.objects.none())
    room = forms.ModelChoiceField(
        label=pgettext_lazy("of a programme", "Room"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("All rooms"),
    )
    starts_at = KyivDateTimeField(
        label=_("Start, Kyiv time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(label=_("Length, minutes"), min_value=1, max_value=LONGEST, initial=45)

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = programme.items.order_by(Alphabetically("title"), "pk")
        self.fields["room"].queryset = programme.rooms.all()


class ReleaseForm(forms.Form):
    """A word to readers; it stands above the list of changes."""

    note = forms.CharField(
        label=_("A word to readers"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
