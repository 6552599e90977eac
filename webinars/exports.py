"""The attendance report as a file, for the donor's auditor: every line with its evidence."""

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _

from people.sheets import harmless

from .spreadsheets import written


def columns():
    return [
        _("Full name"),
        _("E-mail"),
        _("Session"),
        _("Starts (Kyiv time)"),
        _("Ends (Kyiv time)"),
        _("Status"),
        _("Percent"),
        _("Minutes"),
        _("Rule"),
        _("Version of the rule"),
        _("Correction"),
        _("Evidence"),
        _("References"),
    ]


def rows(session, lines):
    times = [f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in (session.starts_at, session.ends_at)]
    for line in lines:
        decided = line.attendance
        yield [
            line.person.legal_name,
            line.person.email,
            session.full_title,
            *times,
            line.status,
            line.percent,
            line.minutes,
            decided.rule if decided else "",
            decided.rule_version.number if decided and decided.rule_version else "",
            line.correction,
            line.evidence_text,
            "; ".join(item["reference"] for item in line.evidence if item.get("reference")),
        ]


def as_csv(session, lines):
    """UTF-8 with a byte-order mark: without it Excel reads Ukrainian as gibberish."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns())
    writer.writerows([[harmless(cell) for cell in row] for row in rows(session, lines)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(session, lines):
    return written(title=_("Attendance"), heads=columns(), rows=rows(session, lines))
