"""Forms of the import of attendance: the file, and who the people in it are."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Person

from .models.sessions import ZONES
from .sources.tables import LARGEST

NOBODY, OTHER = "nobody", "other"
ADDRESS = re.compile(r"\S+@\S+$")


class FileForm(forms.Form):
    """A file with a table of people, small enough to be one."""

    file = forms.FileField(
        label=_("File with people"),
        help_text=_(
            "A table with a line of headings: name, e-mail, phone. CSV or Excel (.xlsx), up to 3 MB. Nothing is "
            "written before you have looked it over."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 3 MB. A list of participants is smaller."))
        return file


class UploadForm(FileForm):
    """A file of participants, and the clock by which it was written."""

    file = forms.FileField(
        label=_("File of participants"),
        help_text=_(
            "From Zoom, Microsoft Teams, Google Meet, BigBlueButton or Moodle’s attendance, or a table of your own: "
            "CSV or Excel (.xlsx), up to 3 MB. Nothing is written before you have looked it over."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    zone = forms.ChoiceField(
        label=_("Time zone of the file"),
        choices=ZONES,
        initial="Europe/Kyiv",
        help_text=_("The one that is set in the account from which the file was downloaded."),
    )


class Question:
    """Who is ``row``? The two fields of the form that answer it."""

    def __init__(self, form, row):
        self.form, self.row = form, row
        self.who, self.other = form[f"who_{row.pk}"], form[f"other_{row.pk}"]


class MatchForm(forms.Form):
    """A few people of a file, and the answers of the person who knows them. What is not answered stays open.

    ``without_person`` are the answers that name nobody, each with its words and what ``answers`` says of it.
    """

    without_person = {NOBODY: (_("Nobody of ours: do not count"), None)}

    def __init__(self, *args, rows, people, **kwargs):
        """``people`` are those suggested, by primary key."""
        super().__init__(*args, **kwargs)
        self.rows, self.people = rows, people
        for row in rows:
            self.fields[f"who_{row.pk}"] = forms.ChoiceField(
                label=row.called,
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    *((str(pk), _named(people[pk])) for pk in row.suggestions if pk in people),
                    *((name, words) for name, (words, _answer) in self.without_person.items()),
                    (OTHER, _("Somebody else, named below")),
                ],
            )
            self.fields[f"other_{row.pk}"] = forms.CharField(
                label=gettext("Somebody else: %(name)s is") % {"name": row.called},
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
            )

    @property
    def questions(self):
        return [Question(self, row) for row in self.rows]

    def clean(self):
        """``answers``: (row, person or what stands for one) of those that were answered."""
        super().clean()
        self.answers = []
        for row in self.rows:
            said, other = self.cleaned_data.get(f"who_{row.pk}"), self.cleaned_data.get(f"other_{row.pk}", "").strip()
            if said in self.without_person:
                self.answers.append((row, self.without_person[said][1]))
            elif said == OTHER or (other and not said):
                self._name(row, other)
            elif said:
                self.answers.append((row, self.people[int(said)]))
        return self.cleaned_data

    def _name(self, row, text):
        """The list offers «name, e-mail»; the e-mail alone will do too."""
        address = ADDRESS.search(text)
        person = Person.objects.filter(email__iexact=address[0]).first() if address else None
        if person is None:
            found = Person.objects.filter(legal_name__iexact=text)[:2] if text else ()
            person = found[0] if len(found) == 1 else None
        if person is None:
            self.add_error(
                f"other_{row.pk}",
                _("Nobody is known by this. Write the e-mail, or the full name as the school knows it."),
            )
        else:
            self.answers.append((row, person))


def _named(person):
    return f"{person.legal_name}, {person.email}" if person.email else person.legal_name
