"""What registered people hear of their sessions: messages left in the outbox, and what they say when they leave."""

from django.db.models import Q
from django.utils.translation import override

from calendars import outbox
from calendars.acts import send_soon
from people.models import Person

from .emails import changed, changes_of, facts_of, text_about
from .entries import entry_of
from .guests.links import for_guest
from .joint_mails import Part, joint_text
from .models import Registration, WayIn
from .translations import in_language

SOURCE = "session"


def tell_person(*, registration, about, now):
    """Leave word of a seat taken or given back to the one whose it is; called in the transaction of the change.

    The host of a private session hears of it too.
    """
    session = registration.session
    people = [registration.person, *([session.host] if session.is_private else [])]
    outbox.put(people=people, key=f"{about}-{registration.pk}", **_of(session, about=about, now=now))
    send_soon(session.uid)


def public_id_of(uid):
    """The public id of the session whose calendar entry this is."""
    return uid[len("session-") :].partition("@")[0]


def tell_registered(*, session, about, now, note="", moved=True):
    """Leave word of a change to everybody with a seat; called in the transaction of the change.

    Unless ``moved``, only words or the place are new: calendar apps, and we, keep the answers people gave.
    """
    if moved:
        session.registrations.active().forget_answers()
    concerned = Q(registrations__in=session.registrations.active())
    if session.is_private:
        concerned |= Q(pk=session.host_id)
    people = Person.objects.filter(concerned).distinct().order_by("pk")
    key = f"{about}-{session.sequence}-{now.timestamp()}"
    outbox.put(people=list(people), key=key, note=note, raises=moved, **_of(session, about=about, now=now))
    send_soon(session.uid)


def _of(session, *, about, now):
    title = session.full_title
    return {
        "uid": session.uid, "source": session.kept_by or SOURCE, "about": about, "title": title,
        "sequence": session.sequence, "now": now,
    }  # fmt: skip


@outbox.writer(SOURCE)
def write(invitation, *, about, told, now):
    """The letter, from what is true now. None for what is over, has been overtaken, or is nothing new."""
    person = invitation.person
    mine = Registration.objects.filter(person=person).select_related("session__event__locale")
    registration = mine.filter(session__public_id=public_id_of(invitation.uid)).last()
    if not person.email or registration is None or registration.session.is_over(now=now):
        return None
    if not _still_true(registration, about):
        return None
    facts = facts_of(registration.session)
    if about == invitation.About.CHANGED and told == facts:
        return None
    with override(person.language):
        (session,) = in_language([registration.session], person.language)
        doer = _whose_doing(registration, about)
        asked = {"person": person, "about": about, "note": invitation.note, "told": told}
        subject, text = text_about(session, **asked, organization=doer)
        entry = for_guest(entry_of(session, with_room=not invitation.is_cancel), person, session)
        part = Part(session, str(about), invitation.note, changes_of(session, told), changed(session, told), doer)
    answer = registration.answer.upper() or "ACCEPTED"
    known = told if about == "cancelled" and told else facts  # what is called off tells of no move
    return outbox.Letter(subject=subject, text=text, entry=entry, told=known, answer=answer, part=part)


outbox.joiner(SOURCE)(joint_text)


def _whose_doing(registration, about):
    """The name of the organization that gave the seat or took it back, or nothing."""
    states = {"registered": WayIn.State.GIVEN, "withdrawn": WayIn.State.TAKEN_BACK}
    theirs = WayIn.objects.filter(person=registration.person, session=registration.session)
    last = theirs.select_related("organization").last()
    return last.organization.name if last and last.organization and last.state == states.get(about) else ""


def _still_true(registration, about):
    if about == "withdrawn":
        return registration.cancelled_at is not None
    return registration.cancelled_at is None and registration.session.is_cancelled == (about == "cancelled")
