"""What a certificate says: plain words and dates, frozen into ``Certificate.statement`` at the moment of issue."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override

from content.wording import duration, in_kyiv, nbsp
from people.addresses import absolute_reverse
from webinars.models import Attendance, Session

from .judging.attendance import together
from .models import Role


def long_date(moment):
    """«15 лютого 2027» / "15 February 2027": the Kyiv day of an aware moment, or a plain date."""
    return date_format(in_kyiv(moment), "j E Y").replace(" ", "\N{NO-BREAK SPACE}", 1)


def hours_line(hours):
    return nbsp(ngettext("%(hours)d hour of study", "%(hours)d hours of study", hours) % {"hours": hours})


def period(starts, ends):
    if long_date(starts) == long_date(ends):
        return long_date(starts)
    return gettext("%(start)s – %(end)s") % {"start": long_date(starts), "end": long_date(ends)}


def expiry(issued_at, *, months):
    """The midnight in Kyiv after the last day on which a certificate holds, or None for one that always does."""
    if not months:
        return None
    day = in_kyiv(issued_at).date()
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = date(year, month, min(day.day, monthrange(year, month)[1]))
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())


def until_line(expires_at):
    """«дійсний до 15 лютого 2029»: the last day on which it holds."""
    return gettext("valid until %(day)s") % {"day": long_date(expires_at - timedelta(seconds=1))}


def frozen(*, template, recipient, subject, details, number, issued_at):
    """The statement of a certificate as plain JSON values, worded in the template's language."""
    with override(template.language):
        words = {
            "issued_label": gettext("Date of issue"),
            "verify_label": gettext("Check that it is genuine:"),
        }
        expires_at = expiry(issued_at, months=template.valid_months)
        valid = [until_line(expires_at)] if expires_at else []
    statement = words | {
        "language": template.language,
        "title": template.title,
        "recipient": recipient,
        "lead": template.statement,
        "subject": subject,
        "details": [*details, *valid],
        "valid_until": "".join(valid),
        "issuer": template.issuer,
        "acknowledgement": template.acknowledgement,
        "signatories": template.signatories,
        "kilim_seed": template.kilim_seed,
        "accent": template.accent,
    }
    return renumbered(statement, number=number, issued_at=issued_at)


def renumbered(statement, *, number, issued_at):
    """The statement under another ``number``, issued at another moment."""
    language = statement["language"]
    with override(language):
        day = long_date(issued_at)
    return statement | {
        "number": number,
        "issued_at": issued_at.isoformat(),
        "issued_on": day,
        "verify_url": absolute_reverse("verify_number", number, language=language),
    }


def renewed(statement, *, number, issued_at, expires_at):
    """The statement for another term."""
    with override(statement["language"]):
        until = until_line(expires_at)
    others = [line for line in statement["details"] if line != statement["valid_until"]]
    statement = statement | {"details": [*others, until], "valid_until": until}
    return renumbered(statement, number=number, issued_at=issued_at)


def course_details(*, course, cohort, language, role=Role.PARTICIPANT):
    """Hours and dates of a course, in the certificate's language; hours of study are its participants'."""
    with override(language):
        lines = [hours_line(course.hours)] if course.hours and role == Role.PARTICIPANT else []
        if cohort:
            lines.append(period(cohort.starts_on, cohort.ends_on))
        return lines


def event_details(*, event, person, language, role=Role.PARTICIPANT, series=None):
    """Kind, mode, time and dates of an event, in the certificate's language: of the sessions ``person`` was part of.

    Of one ``series`` alone, where it is given. Of who speaks or organizes nobody counts the hours.
    """
    held = Session.objects.scheduled().filter(**({"series": series} if series else {"event": event}))
    sessions = list(held)
    if role == Role.PARTICIPANT:
        sessions = _attended(held, person)
    elif role == Role.TRAINER:
        sessions = [session for session in sessions if session.host_id == person.pk] or sessions
    with override(language):
        kind = capfirst(event.get_kind_display())
        if not sessions:
            return [kind]
        lines = [gettext("%(kind)s, %(mode)s") % {"kind": kind, "mode": _mode(sessions)}]
        if role in (Role.PARTICIPANT, Role.TRAINER):
            lines.append(duration(together(sessions).total_seconds() // 60))
        return [*lines, period(_day(min(session.starts_at for session in sessions)), _last_day(sessions))]


def _mode(sessions):
    """Online or in person; mixed, where some were the one and some the other."""
    modes = {Session.Mode(session.mode) for session in sessions}
    return (modes.pop() if len(modes) == 1 else Session.Mode.MIXED).label


def _attended(held, person):
    """The sessions credited, no others."""
    credited = Attendance.objects.credited().filter(person=person, session__in=held).select_related("session")
    return [row.session for row in credited]


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
