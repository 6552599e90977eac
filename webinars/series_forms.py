"""Forms of a series: its rule, then its dates one by one. They collect; the verbs of ``series`` write."""

from copy import copy
from datetime import UTC, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from calendars.kyiv import KYIV
from people.alphabet import Alphabetically
from people.regions import Region

from .admin_forms import possible_hosts
from .forms import Moment
from .models import EventPage, Session, SessionSeries
from .models.sessions import ZONES
from .recurrence import MAX_DATES, Rule, moment_on
from .rule_words import weekday_name
from .scheduling import DETAILS
from .series import dates_beyond, dates_of, details_of, last_of, lengthen, make_series

WEEKLY, MONTHLY = "weekly", "monthly"
NTH = [
    (1, pgettext_lazy("of the month", "the first")),
    (2, pgettext_lazy("of the month", "the second")),
    (3, pgettext_lazy("of the month", "the third")),
    (4, pgettext_lazy("of the month", "the fourth")),
    (-1, pgettext_lazy("of the month", "the last")),
]


class Weekdays(forms.CheckboxSelectMultiple):
    """Names of the days in the reader's language, with the right apostrophe."""

    def get_context(self, name, value, attrs):
        self.choices = [(number, weekday_name(number)) for number in WEEKDAYS]
        return super().get_context(name, value, attrs)


class SeriesForm(forms.Form):
    """What every date of a series has in common, and the rule that lays the dates out. Days and hours are Kyiv's."""

    event = forms.ModelChoiceField(EventPage.objects.order_by(Alphabetically("title")), label=_("Event"))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=150, help_text=_("Only if it differs from the event’s.")
    )
    first_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The first date that fits the rule on this day or after it."),
    )
    at = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Kyiv time. The hour stays when the clock changes."),
    )
    minutes = forms.IntegerField(
        label=_("Length, minutes"), initial=90, validators=[MinValueValidator(5), MaxValueValidator(60 * 24)]
    )
    pattern = forms.ChoiceField(
        label=_("Repeats"),
        choices=[(WEEKLY, _("by weeks")), (MONTHLY, _("by months"))],
        initial=WEEKLY,
        widget=forms.RadioSelect,
    )
    interval = forms.IntegerField(
        label=_("Every how many weeks or months"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
        help_text=_("1 is each of them, 2 every second one."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        coerce=int,
        choices=WEEKDAYS.items(),
        widget=Weekdays,
    )
    nth = forms.TypedChoiceField(
        label=_("Which one in the month"),
        coerce=int,
        empty_value=0,
        required=False,
        choices=[("", _("does not matter: by weeks")), *NTH],
    )
    count = forms.IntegerField(
        label=_("Number of dates"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DATES)],
        help_text=_("Days that you leave out in the next step count too."),
    )
    until = forms.DateField(
        label=_("or until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The last possible day."),
    )
    mode = forms.ChoiceField(label=_("Way of taking part"), choices=Session.Mode.choices)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[("", "–"), *Region.choices])
    time_zone = forms.ChoiceField(label=_("Time zone of the place"), choices=ZONES)
    capacity = forms.IntegerField(
        label=_("Seats"), initial=0, min_value=0, help_text=_("At each date. 0 means without limit.")
    )
    first_in_queue = Session._meta.get_field("first_in_queue").formfield()
    organization_limit = Session._meta.get_field("organization_limit").formfield()
    host = forms.ModelChoiceField(None, label=_("Host"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = possible_hosts()

    def clean(self):
        data = super().clean()
        if data.get("pattern") == MONTHLY:
            if len(data.get("weekdays") or [0]) != 1:
                self.add_error("weekdays", _("By months, choose one day of the week."))
            if not data.get("nth"):
                self.add_error("nth", _("Say which one in the month."))
        if bool(data.get("count")) == bool(data.get("until")) and not {"count", "until"} & set(self.errors):
            self.add_error("count", _("Give either the number of dates or the last day."))
        if data.get("mode") in (Session.Mode.IN_PERSON, Session.Mode.MIXED) and not data.get("place"):
            self.add_error("place", _("Say where it takes place."))
        return data

    @property
    def rule(self):
        data = self.cleaned_data
        return Rule(
            weekdays=tuple(sorted(data["weekdays"])),
            interval=data["interval"],
            nth=data["nth"] if data["pattern"] == MONTHLY else 0,
            count=data["count"],
            until=data["until"],
        )

    @property
    def series(self):
        """The series as it would be, not written."""
        data = self.cleaned_data
        return SessionSeries(
            event=data["event"],
            rule=self.rule.text,
            first_on=data["first_on"],
            at=data["at"],
            minutes=data["minutes"],
        )

    @property
    def days(self):
        return self.rule.days(self.cleaned_data["first_on"])[:MAX_DATES]

    def coming(self, dates):
        """The dates there would be, as ``dates``, a ``DatesForm``, says it."""
        return dates_of(self._chosen(dates), moved=dates.moved)

    def carry_out(self, dates, *, by, now, announce):
        """Write the series; its sessions are returned."""
        series = self._chosen(dates)
        make_series(series=series, by=by, now=now, moved=dates.moved, announce=announce, **self.details)
        return list(series.sessions.all())

    def _chosen(self, dates):
        series = self.series
        series.skipped = [day.isoformat() for day in dates.skipped]
        return series

    @property
    def details(self):
        """What each session has besides its times, as ``make_series`` takes it."""
        return {name: self.cleaned_data[name] for name in DETAILS if name != "event"}


class LengthenForm(forms.Form):
    """How much longer a series shall be: so many dates more, or until a later day."""

    more = forms.IntegerField(
        label=_("How many dates more"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DATES)],
        help_text=_("Days that you leave out in the next step count too."),
    )
    until = forms.DateField(
        label=_("or until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The last possible day."),
    )

    def __init__(self, *args, series, **kwargs):
        super().__init__(*args, **kwargs)
        self.lengthened, self.last = series, last_of(series)

    def clean(self):
        data = super().clean()
        if bool(data.get("more")) == bool(data.get("until")) and not self.errors:
            self.add_error("more", _("Give either the number of dates or the last day."))
        if not self.errors and not self.days:
            self.add_error(None, _("By this rule there is no date after the last one."))
        return data

    @property
    def rule(self):
        return self.lengthened.recurrence.longer(self.lengthened.first_on, **self.cleaned_data)

    @property
    def series(self):
        """The series as it would be, not written, with the hour that its dates have now."""
        series = copy(self.lengthened)
        series.rule, series.at = self.rule.text, self.last.starts_at.astimezone(KYIV).time()
        return series

    @property
    def details(self):
        return details_of(self.last)

    @property
    def days(self):
        return [date.day for date in dates_beyond(self.lengthened, self.rule)][:MAX_DATES]

    def coming(self, dates):
        return dates_beyond(self.lengthened, self.rule, skipped=dates.skipped, moved=dates.moved)

    def carry_out(self, dates, *, by, now, announce):
        return lengthen(
            series=self.lengthened, rule=self.rule, by=by, now=now, announce=announce,
            skipped=dates.skipped, moved=dates.moved,
        )  # fmt: skip


class WallClock(forms.DateTimeField):
    """A moment by Kyiv's clock, also in the hour that autumn repeats: then the first time, as rules take it."""

    widget = Moment

    def to_python(self, value):
        with timezone.override(UTC):  # whose hours are all there once
            shown = super().to_python(value)
        return shown and moment_on(shown.date(), shown.time())


class DatesForm(forms.Form):
    """The dates of a rule: each is ticked and has its start, so that some can be left out and some moved."""

    def __init__(self, *args, series, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.days = series, days
        for day in self.days:
            self.fields[f"keep-{day}"] = forms.BooleanField(required=False, initial=True)
            starts = timezone.localtime(moment_on(day, series.at))
            self.fields[f"start-{day}"] = WallClock(initial=starts, label=_("Starts"))

    @property
    def skipped(self):
        """Days that are not ticked; none before anything was answered."""
        return [day for day in self.days if self.is_bound and not self.cleaned_data.get(f"keep-{day}")]

    @property
    def moved(self):
        """Days that have another start than the rule says, with that start in UTC."""
        if not self.is_bound:
            return {}
        starts = {day: self.cleaned_data.get(f"start-{day}") for day in self.days}
        planned = {day: moment_on(day, self.series.at) for day in self.days}
        return {
            day: moment
            for day, moment in starts.items()
            if moment and abs(moment - planned[day]) >= timedelta(minutes=1)
        }

    def row(self, day):
        """The two fields of ``day``."""
        return self[f"keep-{day}"], self[f"start-{day}"]
