"""The check as its host writes it, and as one answers it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from webinars.models.boards import only_https
from webinars.text_fields import PlainTextField

MOST_QUESTIONS, MOST_ANSWERS, LONGEST = 10, 6, 300
LONGEST_OPEN = 60  # days


class CatchUpForm(forms.Form):
    url = forms.URLField(
        label=_("Recording or text"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[only_https],
        help_text=_("A link that begins with https://."),
    )
    note = PlainTextField(
        label=_("What to watch or read"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("Say which part, how long it takes, and what to read on a bad line."),
    )
    days = forms.IntegerField(
        label=_("Open for how many days after the session"), min_value=1, max_value=LONGEST_OPEN, initial=7
    )
    questions = PlainTextField(
        label=_("Questions of the check"),
        max_length=8000,
        rows=12,
        help_text=_(
            "A question on a line of its own, then its answers, each on a line of its own, the right one first. "
            "An empty line between questions. People see the answers in another order."
        ),
    )

    def clean_questions(self):
        """[{"text", "answers"}, …], the right answer first."""
        blocks = [block.split("\n") for block in _blocks(self.cleaned_data["questions"])]
        if not 1 <= len(blocks) <= MOST_QUESTIONS:
            raise ValidationError(_("Write from one to ten questions."))
        for lines in blocks:
            if not 3 <= len(lines) <= MOST_ANSWERS + 1 or len(set(lines)) < len(lines):
                words = _("“%(question)s” needs from two to six different answers below it.")
                raise ValidationError(words % {"question": lines[0][:60]})
            if any(len(line) > LONGEST for line in lines):
                raise ValidationError(_("A line has 300 characters at most."))
        return [{"text": lines[0], "answers": lines[1:]} for lines in blocks]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["url"] or data["note"]):
            self.add_error("note", _("Say what to watch or read: a link, or words."))
        return data


def _blocks(text):
    """What stands between empty lines, without spaces around its lines."""
    lines = [line.strip() for line in text.splitlines()]
    return [block.strip("\n") for block in "\n".join(lines).split("\n\n") if block.strip()]


def as_text(questions):
    """The questions as they were typed."""
    return "\n\n".join("\n".join([question["text"], *question["answers"]]) for question in questions)


class CheckForm(forms.Form):
    """One choice for each question; values are places in the order shown, which say nothing of what is right."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, shown, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = shown
        for place, (text, answers) in enumerate(shown):
            self.fields[f"q{place}"] = forms.ChoiceField(
                label=text,
                choices=[(str(at), answer) for at, (_written, answer) in enumerate(answers)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the answers.")},
            )

    @property
    def places(self):
        """What was chosen, as the host wrote it."""
        chosen = [int(self.cleaned_data[f"q{place}"]) for place in range(len(self.shown))]
        return [answers[at][0] for at, (_text, answers) in zip(chosen, self.shown, strict=True)]
