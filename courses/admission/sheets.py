"""A file with people, as rows: who, on which line, and which lines cannot be used and why. No models."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from webinars.sources.participants import tables_of

LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE = 150, 254, 20


@dataclass(frozen=True)
class Line:
    """Somebody to enroll."""

    number: int
    name: str
    email: str
    phone: str


@dataclass
class Sheet:
    """What a file says. Who stands in it twice in the same words is one line."""

    lines: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(data):
    """The sheet that ``data`` (bytes) is. Raises ``NotATable`` with a word."""
    sheet, seen = Sheet(), set()
    for heading, rows in tables_of(data):
        for row in rows:
            who = heading.name(row), heading.value(row, "email").lower(), heading.value(row, "phone")
            if problem := problem_of(*who):
                sheet.problems.append([row.number, problem])
            elif who not in seen:
                seen.add(who)
                sheet.lines.append(Line(row.number, *who))
    return sheet


def problem_of(name, email, phone):
    """Why nobody can be enrolled by this, in words; empty when somebody can."""
    if not (name or email or phone):
        return _("It names nobody.")
    if len(name) > LONGEST_NAME or len(email) > LONGEST_EMAIL or len(phone) > LONGEST_PHONE:
        return _("Name, e-mail or phone is too long.")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return _("“%(email)s” is no e-mail address.") % {"email": email}
    return ""
