"""How long before a start people are reminded: a few lengths to choose from, kept as a list of minutes."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Offset(models.IntegerChoices):
    """Minutes before the start."""

    WEEK = 10080, _("a week before")
    THREE_DAYS = 4320, _("three days before")
    DAY = 1440, _("a day before")
    THREE_HOURS = 180, _("three hours before")
    HOUR = 60, _("an hour before")
    QUARTER = 15, _("15 minutes before")


LONGEST = timedelta(minutes=max(Offset.values))


def day_and_hour():
    """What holds where nobody chose."""
    return [Offset.DAY.value, Offset.HOUR.value]


def validate_offsets(value):
    """Refuses anything but a list of different offsets."""
    known = isinstance(value, list) and all(minutes in Offset.values for minutes in value)
    if not known or len(set(value)) < len(value):
        raise ValidationError(_("Choose from the list, each once."))


class OffsetsField(models.JSONField):
    """A list of ``Offset``, maybe empty; a list to tick in forms. Begins with a day and an hour."""

    default_validators = [validate_offsets]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": day_and_hour, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        ticks = {"choices": Offset.choices, "coerce": int, "widget": forms.CheckboxSelectMultiple}
        kwargs = {"form_class": forms.TypedMultipleChoiceField, "show_hidden_initial": False, **ticks, **kwargs}
        return models.Field.formfield(self, **kwargs)  # JSONField's own would ask for JSON
