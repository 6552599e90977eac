"""The attendance report as a file, for the donor's auditor: every line with its evidence."""

import csv
import io

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.sheets import harmless

from .overviews import signed_of
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
        _("Signed sheets"),
    ]


def rows(entries, signed):
    """Of each of ``entries``; ``signed`` says by session what the sheets of paper are called."""
    for entry in entries:
        session, line, decided = entry.session, entry.line, entry.line.attendance
        yield [
            line.person.legal_name,
            line.person.email,
            session.full_title,
            *(f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in (session.starts_at, session.ends_at)),
            line.status,
            line.percent,
            line.minutes,
            decided.rule if decided else "",
            decided.rule_version.number if decided and decided.rule_version else "",
            line.correction,
            line.evidence_text,
            "; ".join(item["reference"] for item in line.evidence if item.get("reference")),
            "; ".join(signed.get(session.pk, ())),
        ]


def as_csv(entries, signed):
    """UTF-8 with a byte-order mark: without it Excel reads Ukrainian as gibberish."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns())
    writer.writerows([[harmless(cell) for cell in row] for row in rows(entries, signed)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(entries, signed):
    return written(title=_("Attendance"), heads=columns(), rows=rows(entries, signed))


FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def answer(entries, *, kind, name):
    """The file of ``entries`` as an answer to a browser; 404 for a kind that we do not write."""
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    signed = signed_of({entry.session for entry in entries})
    response = HttpResponse(write(entries, signed), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
