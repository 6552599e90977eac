"""What a certificate says: plain words and dates, frozen into ``Certificate.statement`` at the moment of issue."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override

from content.wording import duration, in_kyiv, nbsp
from people.addresses import absolute_reverse
from webinars.models import Attendance


def long_date(moment):
    """«15 лютого 2027» / "15 February 2027": the Kyiv day of an aware moment, or a plain date."""
    return date_format(in_kyiv(moment), "j E Y").replace(" ", "\N{NO-BREAK SPACE}", 1)


def hours_line(hours):
    return nbsp(ngettext("%(hours)d hour of study", "%(hours)d hours of study", hours) % {"hours": hours})


def period(starts, ends):
    if starts == ends:
        return long_date(starts)
    return gettext("%(start)s – %(end)s") % {"start": long_date(starts), "end": long_date(ends)}


def frozen(*, template, recipient, subject, details, number, issued_at):
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
        "recipient": recipient,
        "lead": template.statement,
        "subject": subject,
        "details": details,
        "issued_at": issued_at.isoformat(),
        "issuer": template.issuer,
        "acknowledgement": template.acknowledgement,
        "signatory": template.signatory,
        "signatory_role": template.signatory_role,
        "kilim_seed": template.kilim_seed,
        "verify_url": absolute_reverse("verify_number", number, language=template.language),
    }


def course_details(*, course, cohort, language):
    """Hours and dates of a course, in the certificate's language."""
    with override(language):
        lines = [hours_line(course.hours)] if course.hours else []
        if cohort:
            lines.append(period(cohort.starts_on, cohort.ends_on))
        return lines


def event_details(*, event, person, language):
    """Kind, attended time and dates of an event, in the certificate's language: the sessions credited, no others."""
    credited = Attendance.objects.credited().filter(person=person, session__event=event).select_related("session")
    sessions = [row.session for row in credited]
    with override(language):
        lines = [capfirst(event.get_kind_display())]
        if sessions:
            total = sum((session.length for session in sessions), timedelta())
            lines.append(duration(total.total_seconds() // 60))
            lines.append(period(_day(min(session.starts_at for session in sessions)), _last_day(sessions)))
        return lines


def _day(moment):
    return in_kyiv(moment).date()


def _last_day(sessions):
    """The day the last of them began: one that ends after midnight was still that evening's."""
    return _day(max(session.starts_at for session in sessions))


def sample(*, template, recipient, now):
    """What a certificate of ``template`` would say to somebody invented."""
    with override(template.language):
        subject = gettext("The local budget: read it, ask about it, change it")
        details = [hours_line(12), period(_day(now) - timedelta(days=30), _day(now))]
    return frozen(
        template=template,
        recipient=recipient,
        subject=subject,
        details=details,
        number="7K4M-92QX-3HTC",
        issued_at=now,
    )


def moment_of(statement):
    """When the certificate was issued, as an aware moment."""
    return datetime.fromisoformat(statement["issued_at"])
