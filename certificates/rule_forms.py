"""Forms of rules: each kind has its own, with the fields it asks for and no others."""

from functools import cache

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList

from content.wording import lines_of
from courses.models import CoursePage
from webinars.models import EventPage, Session, SessionSeries
from webinars.models.sessions import full_title

from .models import CertificateRule, Role
from .naming import called

Kind = CertificateRule.Kind
ABOUT = ("quiz", "series", "course", "event", "programme")  # the narrower first
MOST = 100  # organizers of one event
ASKED = {  # by each kind, beside the template and whether it is in force
    Kind.COURSE: ("course", "asks_survey", "automatic"),
    Kind.QUIZ: ("quiz", "min_mark", "asks_survey", "automatic"),
    Kind.EVENT: ("event", "min_sessions", "min_days", "min_hours", "min_percent", "asks_survey", "automatic"),
    Kind.SERIES: ("series", "min_sessions", "min_hours", "min_percent", "asks_survey", "automatic"),
    Kind.PROGRAMME: ("programme", "automatic"),
    Kind.TRAINER: ("course", "event"),
    Kind.SPEAKER: ("event",),
    Kind.ORGANIZER: ("event", "who"),
    Kind.ORGANIZATION: ("course", "min_people"),
}
EXPLAINED = {
    Kind.COURSE: gettext_lazy("Who completes a course."),
    Kind.QUIZ: gettext_lazy("Who passes one quiz of a course, or does it with a mark that you name."),
    Kind.EVENT: gettext_lazy(
        "Who attends an event, a conference or a forum: so many sessions, days or hours, or a share of the time."
    ),
    Kind.SERIES: gettext_lazy("Who attends so many dates of a series, or hours, or a share of the time."),
    Kind.PROGRAMME: gettext_lazy("Who completes all courses of a programme, in whatever order."),
    Kind.TRAINER: gettext_lazy("Who teaches a course, hosts sessions of an event or is named as its speaker."),
    Kind.SPEAKER: gettext_lazy("Who speaks or moderates in the released programme of a conference or forum."),
    Kind.ORGANIZER: gettext_lazy("Whom you name as an organizer of an event."),
    Kind.ORGANIZATION: gettext_lazy("An organization, when so many of its people have completed a course."),
}


class RuleForm(WagtailAdminModelForm):
    """A rule of one ``kind``; what it is about follows from what is chosen, and whom it is for from its kind."""

    kind = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.about:
            field = self.fields[name]
            field.required = self.kind != Kind.TRAINER
            field.error_messages["required"] = _("Choose what the certificate is for.")
        if "series" in self.fields:
            self.fields["series"].queryset = SessionSeries.objects.select_related("event")
        if "quiz" in self.fields:
            self.fields["quiz"].label_from_instance = _labels_of_quizzes()
        if self.kind == Kind.SPEAKER:
            self.fields["event"].queryset = EventPage.objects.filter(programme__isnull=False)

    @property
    def about(self):
        return [name for name in ABOUT if name in self.fields]

    def clean(self):
        data = super().clean()
        if self.kind == Kind.TRAINER and bool(data.get("course")) == bool(data.get("event")):
            self.add_error("course", _("Choose a course or an event, one of the two."))
        if "min_people" in data and not data["min_people"]:
            self.add_error("min_people", _("At least one."))
        if data.get("series") and data.get("min_sessions"):
            self.refuse_too_many(data["series"], data["min_sessions"])
        if not self.errors and not self.is_deferred_validation:
            self.fill(data)
            self.refuse_a_second(data)
        return data

    def refuse_too_many(self, series, asked):
        dates = series.sessions.exclude(state=Session.State.CANCELLED).count()
        if asked > dates:
            words = ngettext("The series has only %(number)d date.", "The series has only %(number)d dates.", dates)
            self.add_error("min_sessions", words % {"number": dates})

    def fill(self, data):
        """What no field asks for."""
        rule, quiz, series = self.instance, data.get("quiz"), data.get("series")
        rule.role = self.kind.value if self.kind.value in Role.values else Role.PARTICIPANT
        rule.automatic = "automatic" in self.fields and data["automatic"]
        if quiz:
            rule.course = quiz.course
        if series:
            rule.event = series.event

    def refuse_a_second(self, data):
        name = next(name for name in self.about if data.get(name))
        same = CertificateRule.objects.about(name, data[name].pk).filter(role=self.instance.role)
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error(name, _("There is a rule of this kind for it already."))


class OrganizersForm(RuleForm):
    """Who organizes an event stands nowhere else."""

    who = forms.CharField(
        label=gettext_lazy("Organizers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on a line: the e-mail, or the full name exactly as in the list of people."),
        error_messages={"required": gettext_lazy("Name at least one person.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = self.instance.organizers.all() if self.instance.pk else []
        self.fields["who"].initial = "\n".join(person.email or person.legal_name for person in named)

    def clean_who(self):
        """The people of the lines; a line that names nobody, or several, is said."""
        lines = lines_of(self.cleaned_data["who"])
        if len(lines) > MOST:
            raise forms.ValidationError(_("These are more than %(number)d people.") % {"number": MOST})
        found = {line: called(line) for line in lines}
        if unclear := [line for line, people in found.items() if len(people) != 1]:
            raise forms.ValidationError(
                _("Nobody, or more than one person, is found by: %(lines)s. Enter the e-mail.")
                % {"lines": ", ".join(unclear)}
            )
        return [people[0] for people in found.values()]

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.organizers.set(self.cleaned_data["who"])


def _labels_of_quizzes():
    """A quiz is called alike in many courses: its course stands before it."""
    titles = dict(CoursePage.objects.values_list("path", "title"))
    return lambda quiz: full_title(titles.get(quiz.path[: -2 * quiz.steplen], ""), quiz.title)


@cache
def panel_of(kind):
    """The panel, and with it the form, of rules of one ``kind``. Pages are chosen from a list, without a script."""
    base = OrganizersForm if kind == Kind.ORGANIZER else RuleForm
    form = type(f"{kind.name.title()}RuleForm", (base,), {"kind": kind})
    fields = [FieldPanel(name, widget=forms.Select) if name in ABOUT else FieldPanel(name) for name in ASKED[kind]]
    template = FieldPanel("template", widget=forms.Select)
    panels = [HelpPanel(content=EXPLAINED[kind]), template, *fields, FieldPanel("active")]
    return ObjectList(panels, base_form_class=form).bind_to_model(CertificateRule)
