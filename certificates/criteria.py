"""What one does to earn a certificate, as sentences in the language in force: by its rule, or as it was when issued."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .models import Role

COUNTED = {  # what a rule counts
    "min_sessions": ngettext_lazy("Attend %(number)d session.", "Attend %(number)d sessions.", "number"),
    "min_days": ngettext_lazy("Attend on %(number)d day.", "Attend on %(number)d days.", "number"),
    "min_hours": ngettext_lazy("Attend for %(number)d hour.", "Attend for %(number)d hours.", "number"),
    "min_percent": gettext_lazy("Attend %(number)d %% of the time."),
}
THANKED = {
    Role.TRAINER: gettext_lazy("Teach at it: host a session, or be named as trainer or speaker."),
    Role.SPEAKER: gettext_lazy("Speak in the programme."),
    Role.ORGANIZER: gettext_lazy("Be one of those who organize it."),
}
ALSO = {"asks_survey": gettext_lazy("Answer the survey.")}
MARK = gettext_lazy("Reach %(number)d %% in the quiz.")
PEOPLE = ngettext_lazy(
    "%(number)d person of the organization completes the course.",
    "%(number)d people of the organization complete the course.",
    "number",
)


def asked_of(rule):
    """What ``rule`` asks for now, as plain values: it may be changed later."""
    return {name: getattr(rule, name) for name in ("role", *COUNTED, "min_mark", "min_people", *ALSO)}


def criteria(record, asked):
    """Of a rule or a certificate; ``asked`` is what ``asked_of`` says, or said then. Nothing: it was given by hand."""
    return [*_of_its_kind(record, asked), *(str(words) for name, words in ALSO.items() if asked.get(name))]


def _of_its_kind(record, asked):
    if record.role in THANKED:
        return [str(THANKED[record.role])]
    if record.role == Role.ORGANIZATION:
        return [PEOPLE % {"number": asked.get("min_people", 0)}]
    if record.quiz_id:
        mark = asked.get("min_mark")
        return [MARK % {"number": mark} if mark else _("Pass the quiz.")]
    if record.programme_id:
        return [_("Complete all courses of the programme.")]
    if record.course_id:
        return [_("Complete the course: its lessons, its quizzes and its assignments.")]
    if not asked:
        return [_("The school decides who has earned it.")]
    counted = [words % {"number": asked[name]} for name, words in COUNTED.items() if asked.get(name)]
    return counted or [_("Attend every session.")]
