"""What a certificate says: plain words and dates, frozen into ``Certificate.statement`` at the moment of issue."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override

from content.wording import duration, in_kyiv, nbsp
from people.addresses import absolute_reverse
from webinars.models import Attendance, Session

from .judging.attendance import together
from .models import Role
from .numbers import full
from .pictures import alternatives
from .placeholders import filled
from .values import long_date, period, words_of

SAMPLE_NUMBER = "7K4M-92QX-3HTC"
COUNTED = (Role.PARTICIPANT, Role.TRAINER)  # whose hours at an event are counted
LONG_ORGANIZATION = "Громадська організація «Українська регіональна платформа громадських ініціатив»"


def hours_line(hours):
    return nbsp(ngettext("%(hours)d hour of study", "%(hours)d hours of study", hours) % {"hours": hours})


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


def frozen(*, template, recipient, subject, details, number, issued_at, facts=None):
    """The statement of a certificate as plain JSON values, worded in the template's language.

    The text is kept with its placeholders and their values, too: a corrected name is put into it anew.
    """
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
        "accent": template.colour,
        "format": template.format,
        "qr_place": template.qr_place,
        "number_place": template.number_place,
        "pattern": template.body,
        "values": words_of(facts or {}, language=template.language) if template.body else {},
        "alternatives": alternatives(template),
    }
    return renumbered(statement, number=number, issued_at=issued_at)


def renumbered(statement, *, number, issued_at, **changes):
    """The statement under another ``number``, issued at another moment, with further ``changes`` of its words."""
    language = statement["language"]
    with override(language):
        day = long_date(issued_at)
    statement = statement | {
        "number": number,
        "full_number": full(number, prefix=settings.CERTIFICATE_PREFIX, year=in_kyiv(issued_at).year),
        "issued_at": issued_at.isoformat(),
        "issued_on": day,
        "verify_url": absolute_reverse("verify_number", number, language=language),
        **changes,
    }
    named = {"participant": statement["recipient"], "subject": statement["subject"]}
    named["number"] = statement["full_number"]
    values = {"organization": statement["recipient"]} | statement.get("values", {}) | named
    return statement | {"body": filled(statement.get("pattern", ""), values)}


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
    sessions = sessions_of(event=event, person=person, role=role, series=series)
    with override(language):
        kind = capfirst(event.get_kind_display())
        if not sessions:
            return [kind]
        lines = [gettext("%(kind)s, %(mode)s") % {"kind": kind, "mode": mode_of(one.mode for one in sessions).label}]
        if role in COUNTED:
            lines.append(duration(minutes_of(sessions)))
        return [*lines, period(*days_of(sessions))]


def sessions_of(*, event, person, role, series=None):
    """What ``person`` was part of."""
    return sessions_by_person(event=event, role=role, people=[person.pk], series=series)[person.pk]


def sessions_by_person(*, event, role, people, series=None):
    """What each of ``people`` was part of, by their keys.

    Participants are credited with what they attended; trainers with what they hosted, if with anything, else with all.
    """
    held = list(Session.objects.scheduled().filter(**({"series": series} if series else {"event": event})))
    if role == Role.PARTICIPANT:
        credited = Attendance.objects.credited().filter(person__in=list(people), session__in=held)
        there = set(credited.values_list("person", "session"))
        return {key: [one for one in held if (key, one.pk) in there] for key in people}
    if role == Role.TRAINER:
        return {key: [one for one in held if one.host_id == key] or held for key in people}
    return dict.fromkeys(people, held)


def mode_of(modes):
    """Online or in person; mixed, where some were the one and some the other. None of none."""
    modes = {Session.Mode(mode) for mode in modes}
    return modes.pop() if len(modes) == 1 else Session.Mode.MIXED if modes else None


def minutes_of(sessions):
    """What takes place side by side counts once."""
    return int(together(sessions).total_seconds() // 60)


def days_of(sessions):
    """The first day and the last: one that ends after midnight was still that evening's."""
    starts = [session.starts_at for session in sessions]
    return in_kyiv(min(starts)).date(), in_kyiv(max(starts)).date()


def sample(*, template, recipient, now, long=False):
    """What a certificate of ``template`` would say to somebody invented, with ``long`` values or usual ones."""
    today = in_kyiv(now).date()
    first = today - timedelta(days=30)
    with override(template.language):
        subject = gettext("The local budget: read it, ask about it, change it")
        details = [hours_line(12), period(first, today)]
        facts = {
            "minutes": 121 * 60 + 50 if long else 12 * 60,
            "days": 21 if long else 3,
            "dates": [first.isoformat(), today.isoformat()],
            "topics": [gettext("Local budget"), *([gettext("Media literacy"), gettext("Advocacy")] if long else [])],
            "mode": "mixed" if long else "online",
            "mark": "98.5",
            "organization": LONG_ORGANIZATION if long else gettext("Civic organization “Our community”"),
        }
    return frozen(
        template=template,
        recipient=recipient,
        subject=subject,
        details=details,
        number=SAMPLE_NUMBER,
        issued_at=now,
        facts=facts,
    )


def moment_of(statement):
    """When the certificate was issued, as an aware moment."""
    return datetime.fromisoformat(statement["issued_at"])
