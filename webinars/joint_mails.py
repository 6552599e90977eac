"""One mail about several dates that one act changed: what is new in the first line, then the dates it is about."""

from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from content import wording
from people.addresses import absolute, absolute_reverse

from .emails import CANCELLED, CHANGED, REGISTERED, RESTORED, WITHDRAWN
from .entries import event_path
from .guests.links import links_of
from .models import SeatRequest, Session
from .translations import in_language

TIME, PLACE = frozenset({"starts_at", "ends_at"}), frozenset({"place", "mode"})
ORDER = (REGISTERED, CHANGED, RESTORED, CANCELLED, WITHDRAWN)
STAYS = {REGISTERED, CHANGED, RESTORED}  # after these one has a seat


@dataclass(frozen=True)
class Part:
    """One date of such a mail: what happened to it and why; ``changes`` are sentences, ``changed`` names of facts.

    ``organization`` names the one whose doing it is, if it is.
    """

    session: Session
    about: str
    reason: str = ""
    changes: tuple = ()
    changed: frozenset = frozenset()
    organization: str = ""


def joint_text(parts, *, person, files, standing=""):
    """Subject and text about ``parts`` for ``person``, in the active language; ``files``: dates are attached."""
    parts = sorted(parts, key=lambda part: (part.session.starts_at, part.session.pk))
    events = list({part.session.event_id: part.session.event for part in parts}.values())
    title = events[0].title if len(events) == 1 else gettext("several events")
    groups = [_group([part for part in parts if part.about == about], title=title) for about in ORDER]
    groups = [group for group in groups if group["parts"]]
    language = get_language()
    context = {
        "person": person,
        "groups": groups,
        "files": files,
        "standing": standing,
        "with_titles": len(events) > 1,
        "event_urls": [absolute(event_path(event)) for event in events],
        "calendar_url": absolute_reverse("my_calendar", language=language) if person.user_id else "",
        "choices": _ways_out([part.session for part in parts if part.about in STAYS], person=person),
    }
    text = render_to_string("webinars/emails/joint.txt", context).strip() + "\n"
    subject = groups[0]["headline"] if len(groups) == 1 else gettext("Your dates: %(title)s") % {"title": title}
    return subject, text


def _ways_out(sessions, *, person):
    """Where dates are given back: all of an event on one page; who has no account, each by a link of its own."""
    if person.user_id is None:
        return [links_of(session, person)["withdraw_url"] for session in sessions]
    events = dict.fromkeys(session.event_id for session in sessions)
    return [absolute_reverse("event_dates", event, language=get_language()) for event in events]


def joint_standing_mail(rows, *, about):
    """That the sessions of ``rows`` – places in queues or requests of one person – moved or are called off."""
    person = rows[0].person
    with override(person.language):
        sessions = in_language([row.session for row in rows], person.language)
        moved, changed = (CHANGED, TIME) if about == "moved" else (CANCELLED, frozenset())
        parts = [
            Part(session, moved, changes=_held(row), changed=changed)
            for row, session in zip(rows, sessions, strict=True)
        ]
        standing = gettext("You are in the queue for these dates, and your place is kept.")
        if isinstance(rows[0], SeatRequest):
            standing = gettext(
                "You asked for a seat on these dates. Your requests stand; a coordinator decides about them."
            )
        subject, text = joint_text(parts, person=person, files=False, standing=standing)
        return EmailMessage(subject=" ".join(subject.split()), body=text, to=[person.email])


def _held(row):
    """Until when a seat is held for who waits, if one is."""
    if not getattr(row, "is_offered", False):
        return ()
    now = timezone.now()
    moment = {"time": wording.clock(row.offer_ends_at), "day": wording.day(row.offer_ends_at, now=now)}
    return (gettext("A seat is held for you until %(time)s, %(day)s. Register, and it is yours.") % moment,)


def _group(parts, *, title):
    reasons = list(dict.fromkeys(part.reason for part in parts if part.reason))
    headline = _headline(parts, title=title) if parts else ""
    organizations = list(dict.fromkeys(part.organization for part in parts if part.organization))
    return {"parts": parts, "headline": headline, "reasons": reasons, "organizations": organizations}


def _headline(parts, *, title):
    """What happened to so many dates."""
    number = len(parts)
    words = {
        REGISTERED: ngettext(
            "You are registered for %(number)d date: %(title)s",
            "You are registered for %(number)d dates: %(title)s",
            number,
        ),
        CHANGED: _changes(parts, number),
        RESTORED: ngettext(
            "%(number)d date takes place after all: %(title)s",
            "%(number)d dates take place after all: %(title)s",
            number,
        ),
        CANCELLED: ngettext(
            "%(number)d date is cancelled: %(title)s", "%(number)d dates are cancelled: %(title)s", number
        ),
        WITHDRAWN: ngettext(
            "Your registration for %(number)d date is cancelled: %(title)s",
            "Your registration for %(number)d dates is cancelled: %(title)s",
            number,
        ),
    }
    return words[parts[0].about] % {"number": number, "title": title}


def _changes(parts, number):
    """Another time, another place, or both, if it is the same with all of them."""
    changed = frozenset().union(*(part.changed for part in parts))
    if changed and changed <= TIME:
        return ngettext(
            "%(number)d date has another time: %(title)s", "%(number)d dates have another time: %(title)s", number
        )
    if changed and changed <= PLACE:
        return ngettext(
            "%(number)d date has another place: %(title)s", "%(number)d dates have another place: %(title)s", number
        )
    return ngettext("%(number)d date has changed: %(title)s", "%(number)d dates have changed: %(title)s", number)
