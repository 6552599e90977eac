"""Placeholders in the text of a certificate: which there are, and how a text is filled.

A text is filled once, from left to right: what a value holds is printed, and never looked at again. A line that asks
for a value which this certificate has not is left out, so nothing is printed with a hole in it.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLACE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True)
class Placeholder:
    """What it stands for, and which certificates have it, where not all do; in the language of the reader."""

    meaning: str
    only: str = ""


WITH_HOURS = gettext_lazy("participants of courses with hours, of programmes and of events; trainers of events")
PLACEHOLDERS = {
    "participant": Placeholder(gettext_lazy("name of the recipient")),
    "subject": Placeholder(gettext_lazy("course or event")),
    "hours": Placeholder(gettext_lazy("hours, after a colon or a dash"), WITH_HOURS),
    "of_hours": Placeholder(gettext_lazy("hours, after a word such as “of” or «обсягом»"), WITH_HOURS),
    "days": Placeholder(gettext_lazy("number of days"), gettext_lazy("events")),
    "dates": Placeholder(
        gettext_lazy("from the first to the last day"),
        gettext_lazy("courses with a cohort, programmes, events, organizations"),
    ),
    "topics": Placeholder(
        gettext_lazy("topics"),
        gettext_lazy("courses with modules, quizzes, programmes, and events with a topic or titled sessions"),
    ),
    "mode": Placeholder(
        gettext_lazy("delivery mode: online, in person or mixed"),
        gettext_lazy("events, quizzes, programmes, and courses with a cohort or of lessons alone"),
    ),
    "mark": Placeholder(
        gettext_lazy("mark in percent"), gettext_lazy("quizzes, and courses where something is marked")
    ),
    "organization": Placeholder(
        gettext_lazy("organization that the person belongs to"), gettext_lazy("people who named one")
    ),
    "number": Placeholder(gettext_lazy("number of the certificate")),
}


def asked_in(text):
    """The names between braces, in their order."""
    return [name.strip() for name in PLACE.findall(text)]


def filled(text, values):
    """The lines of ``text`` with ``values`` in their places, but those for which a value is missing or empty."""
    lines = [line.strip() for line in text.splitlines()]
    whole = [line for line in lines if line and all(values.get(name) for name in asked_in(line))]
    return [PLACE.sub(lambda found: values[found[1].strip()], line) for line in whole]


def known_placeholders(text):
    """Refuse a name between braces that stands for nothing."""
    if strangers := [name for name in dict.fromkeys(asked_in(text)) if name not in PLACEHOLDERS]:
        shown = ", ".join(f"{{{name}}}" for name in strangers)
        raise ValidationError(_("No such placeholder: %(names)s. Take them from the list below.") % {"names": shown})


def may_be_left_out(text):
    """Each line of ``text`` that some certificates have no value for: the line, and which of them have it."""
    for line in filter(str.strip, text.splitlines()):
        for name in dict.fromkeys(asked_in(line)):
            if name in PLACEHOLDERS and (only := PLACEHOLDERS[name].only):
                yield line.strip(), name, only
