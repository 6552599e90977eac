"""One mail about several dates that one act changed: what is new in the first line, then the dates it is about."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, ngettext

from people.addresses import absolute, absolute_reverse

from .emails import CANCELLED, CHANGED, REGISTERED, RESTORED, WITHDRAWN
from .entries import event_path
from .guests.links import links_of
from .models import Session

TIME, PLACE = frozenset({"starts_at", "ends_at"}), frozenset({"place", "mode"})
OFFERED, EXPIRED, QUEUED, ASKED, DECLINED, TAKEN_BACK = (
    "offered", "expired", "queued", "asked", "declined", "taken_back",
)  # fmt: skip
ORDER = (
    OFFERED, REGISTERED, CHANGED, RESTORED, CANCELLED, WITHDRAWN, EXPIRED, DECLINED, TAKEN_BACK, QUEUED, ASKED,
)  # fmt: skip
STAYS = {REGISTERED, CHANGED, RESTORED}  # after these one has a seat


@dataclass(frozen=True)
class Part:
    """One date of such a mail: what happened to it and why; ``changes`` are sentences, ``changed`` names of facts.

    ``organization`` names the one whose doing it is, if it is. ``standing`` is what somebody without a seat is to it,
    ``held`` until when a seat is held for them; ``url`` is where they act on it.
    """

    session: Session
    about: str
    reason: str = ""
    changes: tuple = ()
    changed: frozenset = frozenset()
    organization: str = ""
    standing: str = ""
    held: str = ""
    url: str = ""


def joint_text(parts, *, person, files, seats=True):
    """Subject and text about ``parts`` for ``person``, in the active language; ``files``: dates are attached.

    Where it is about ``seats``, the mail also says how they are given back.
    """
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
        "with_titles": len(events) > 1,
        "event_urls": [absolute(event_path(event)) for event in events],
        "calendar_url": absolute_reverse("my_calendar", language=language) if seats and person.user_id else "",
        "choices": _ways_out([part.session for part in parts if seats and part.about in STAYS], person=person),
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


def _group(parts, *, title):
    reasons = list(dict.fromkeys(part.reason for part in parts if part.reason))
    headline = _headline(parts, title=title) if parts else ""
    organizations = list(dict.fromkeys(part.organization for part in parts if part.organization))
    standings = list(dict.fromkeys((part.standing, part.url) for part in parts if part.standing))
    return {
        "parts": parts,
        "headline": headline,
        "reasons": reasons,
        "organizations": organizations,
        "standings": standings,
    }


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
        **_without_seats(number),
    }
    return words[parts[0].about] % {"number": number, "title": title}


def _without_seats(number):
    """What happened to who waits, asks or is sent."""
    return {
        OFFERED: ngettext(
            "A seat is held for you on %(number)d date: %(title)s",
            "Seats are held for you on %(number)d dates: %(title)s",
            number,
        ),
        EXPIRED: ngettext(
            "The seat on %(number)d date is not held any more: %(title)s",
            "The seats on %(number)d dates are not held any more: %(title)s",
            number,
        ),
        QUEUED: ngettext(
            "You are in the queue for %(number)d date: %(title)s",
            "You are in the queue for %(number)d dates: %(title)s",
            number,
        ),
        ASKED: ngettext(
            "A seat is asked for on %(number)d date: %(title)s",
            "Seats are asked for on %(number)d dates: %(title)s",
            number,
        ),
        DECLINED: ngettext(
            "Your request for %(number)d date is declined: %(title)s",
            "Your requests for %(number)d dates are declined: %(title)s",
            number,
        ),
        TAKEN_BACK: ngettext(
            "You wait no longer for a seat on %(number)d date: %(title)s",
            "You wait no longer for a seat on %(number)d dates: %(title)s",
            number,
        ),
    }


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
