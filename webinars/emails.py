"""What mails about sessions say, in the active language: the subject, and the text with the news in its first line."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from content import wording
from people.addresses import absolute, absolute_reverse

from .entries import event_path
from .films import film_of
from .guests.links import links_of
from .master_classes import to_bring
from .private import page_of
from .translations import in_language

REGISTERED, CHANGED, CANCELLED, RESTORED, WITHDRAWN = "registered", "changed", "cancelled", "restored", "withdrawn"


def subject_of(about, title):
    subjects = {
        REGISTERED: gettext("You are registered: %(title)s"),
        CHANGED: gettext("Changed: %(title)s"),
        CANCELLED: gettext("Cancelled: %(title)s"),
        RESTORED: gettext("Takes place after all: %(title)s"),
        WITHDRAWN: gettext("Your registration is cancelled: %(title)s"),
    }
    return " ".join((subjects[about] % {"title": title}).split())


def text_about(session, *, person, about, note="", told=None, organization=""):
    """Subject and text for ``person``, who was told ``told`` before. ``organization`` has done it, if one has."""
    context = {
        "person": person,
        "session": session,
        "reason": note,
        "changes": changes_of(session, told or {}) if about in (CHANGED, RESTORED) else [],
        "event_url": absolute(event_path(session.event)),
        "organization": organization,
        "travel_url": travel_url(session),
        "film": film_of(session.event),
        "bring": to_bring(session.event),
        **links_of(session, person),
    }
    text = render_to_string(f"webinars/emails/{about}.txt", context).strip() + "\n"
    return subject_of(about, session.full_title), text


def waiting_mail(place, *, about):
    """That ``place`` in the queue has an offer, or lost it: to its person, in their language."""
    person = place.person
    with override(person.language):
        (session,) = in_language([place.session], person.language)
        subjects = {
            "offered": gettext("A seat is held for you: %(title)s"),
            "expired": gettext("The seat is not held any more: %(title)s"),
        }
        context = {
            "person": person,
            "session": session,
            "place": place,
            **links_of(session, person),
            "event_url": absolute(event_path(session.event)),
        }
        return EmailMessage(
            subject=" ".join((subjects[about] % {"title": session.full_title}).split()),
            body=render_to_string(f"webinars/emails/queue_{about}.txt", context).strip() + "\n",
            to=[person.email],
        )


def reminder_mail(reminder):
    """When the session of ``reminder`` starts and where to join, to whoever comes or leads, in their language."""
    person = reminder.person
    with override(person.language):
        (session,) = in_language([reminder.registration.session], person.language)
        context = {
            "person": person,
            "session": session,
            **links_of(session, person),
            "event_url": absolute(page_of(session)),
            "leads": reminder.to_host,
            "travel_url": travel_url(session),
            "film": film_of(session.event),
            "bring": to_bring(session.event),
        }
        subject = gettext("Soon: %(title)s") % {"title": session.full_title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("webinars/emails/reminder.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def declined_mail(registration):
    """That the seat is still theirs, to who declined in their calendar app, in their language."""
    person = registration.person
    with override(person.language):
        (session,) = in_language([registration.session], person.language)
        context = {
            "person": person,
            "session": session,
            "event_url": absolute(page_of(session)),
            **links_of(session, person),
        }
        subject = gettext("Your seat is still yours: %(title)s") % {"title": session.full_title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("webinars/emails/declined.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def request_mail(request, *, about):
    """That a request is declined, or approved while all seats are taken: to its person, in their language."""
    person = request.person
    with override(person.language):
        (session,) = in_language([request.session], person.language)
        subjects = {
            "declined": gettext("Your request is declined: %(title)s"),
            "queued": gettext("Your request is approved, you are in the queue: %(title)s"),
        }
        context = {
            "person": person,
            "session": session,
            "reason": request.reason,
            "event_url": absolute(event_path(session.event)),
            **links_of(session, person),
        }
        return EmailMessage(
            subject=" ".join((subjects[about] % {"title": session.full_title}).split()),
            body=render_to_string(f"webinars/emails/request_{about}.txt", context).strip() + "\n",
            to=[person.email],
        )


def travel_url(session):
    """Where those who take part in a visit read the way there; empty for other kinds of events."""
    if session.is_private or not session.event.travels:
        return ""
    return absolute_reverse("event_travel", session.event.pk, language=get_language())


def facts_of(session):
    """What a mail tells of a session that may change: plain values, to be compared with the next ones."""
    return {
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "mode": session.mode,
        "place": session.place,
    }


def changed(session, told):
    """Names of the facts that are new to who knows ``told``, if anything."""
    return frozenset(name for name, value in facts_of(session).items() if told and told[name] != value)


def held(place):
    """Until when a seat is held for who waits, in a sentence; empty if none is."""
    if not place.is_offered:
        return ""
    moment = {"time": wording.clock(place.offer_ends_at), "day": wording.day(place.offer_ends_at, now=timezone.now())}
    return gettext("A seat is held for you until %(time)s, %(day)s. Register, and it is yours.") % moment


def changes_of(session, told):
    """What is new to who knows ``told``: one sentence a fact, or none if nothing was told or nothing is new."""
    if not told:
        return []
    facts = facts_of(session)
    changes = []
    if any(facts[name] != told[name] for name in ("starts_at", "ends_at")):
        before = [datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at")]
        changes.append(
            gettext("New time: %(now)s (Kyiv time). Before: %(before)s.")
            % {"now": _moments(session.starts_at, session.ends_at), "before": _moments(*before)}
        )
    if facts["place"] != told["place"] and session.place:
        changes.append(gettext("New place: %(place)s.") % {"place": session.place})
    if facts["mode"] != told["mode"]:
        changes.append(gettext("Now it takes place: %(mode)s.") % {"mode": session.get_mode_display()})
    return changes


def _moments(starts, ends):
    return wording.moments(starts, ends, now=timezone.now())
