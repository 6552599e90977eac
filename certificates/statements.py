"""What a certificate says: plain words and dates, frozen into ``Certificate.statement`` at the moment of issue."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, override

from people.addresses import absolute
from webinars.models import Attendance


def long_date(moment):
    """«15 лютого 2027» / "15 February 2027": the Kyiv day of an aware moment, or a plain date."""
    day = localtime(moment).date() if hasattr(moment, "hour") else moment
    return date_format(day, "j E Y").replace(" ", "\u00a0", 1)


def hours_line(hours):
    return ngettext("%(hours)d hour of study", "%(hours)d hours of study", hours) % {"hours": hours}


def period(starts, ends):
    if starts == ends:
        return long_date(starts)
    return gettext("%(start)s – %(end)s") % {"start": long_date(starts), "end": long_date(ends)}


def frozen(*, template, person, subject, details, number, issued_at):
    """The statement of a certificate as plain JSON values, worded in the template's language."""
    with override(template.language):
        words = {
            "issued_on": long_date(issued_at),
            "issued_label": gettext("Date of issue"),
            "verify_label": gettext("Check that it is genuine:"),
        }
    return words | {
        "language": template.language,
        "number": number,
        "title": template.title,
        "recipient": person.legal_name,
        "lead": template.statement,
        "subject": subject,
        "details": details,
        "issued_at": issued_at.isoformat(),
        "issuer": template.issuer,
        "acknowledgement": template.acknowledgement,
        "signatory": template.signatory,
        "signatory_role": template.signatory_role,
        "kilim_seed": template.kilim_seed,
        "verify_url": absolute(f"/c/{number}"),
    }


def course_details(*, course, cohort, language):
    """Hours and dates of a course, in the certificate's language."""
    with override(language):
        lines = [hours_line(course.hours)]
        if cohort:
            lines.append(period(cohort.starts_on, cohort.ends_on))
        return lines


def event_details(*, event, person, language):
    """Kind, dates and attended hours of an event, in the certificate's language."""
    with override(language):
        attended = (
            Attendance.objects.credited()
            .filter(person=person, session__event=event)
            .select_related("session")
            .order_by("session__starts_at")
        )
        sessions = [row.session for row in attended]
        lines = [event.get_kind_display()]
        if sessions:
            total = sum((session.length for session in sessions), timedelta())
            lines.append(hours_line(max(1, round(total.total_seconds() / 3600))))
            days = [localtime(sessions[0].starts_at).date(), localtime(sessions[-1].ends_at).date()]
            lines.append(period(*days))
        return lines
