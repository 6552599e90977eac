"""Seats: who has one. The session's row is locked while they are counted, so the last one is given once."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .asking.keeping import keep_answers
from .exceptions import RegistrationRefused
from .invitations import tell_person
from .lines import refusal_by_limit
from .meetings.access import is_invited
from .models import Session
from .waiting import Outcome, end, offer_free_seats


@transaction.atomic
def register(*, person, session, now, answers=None, approved=False, by=None):
    """Give ``person`` a seat, be it one that is held for them; asking twice returns the same registration.

    Where a coordinator approves, only what is ``approved`` or held gives a seat. ``answers`` to the questions of the
    event are kept with it; who answered before need not do so again. ``by`` is who does it for them.
    """
    session = Session.objects.locked(session.pk)
    if registration := session.registrations.active().filter(person=person).first():
        return registration
    if session.event.by_invitation and not is_invited(person=person, event=session.event):
        raise RegistrationRefused(_("One comes to this meeting by invitation."))
    if session.is_cancelled:
        raise RegistrationRefused(_("This session is cancelled."))
    if not session.accepts_registrations(now=now):
        raise RegistrationRefused(_("Registration for this session is closed."))
    if session.organization_limit:
        offer_free_seats(session, now=now)  # who waits comes first, should a changed profile have let them in
    place = session.waiting_places.open().filter(person=person).first()
    if not (place and place.is_offered) and (refusal := refusal_to_register(person, session, approved=approved)):
        raise RegistrationRefused(refusal)
    if not session.is_private and (answers or not approved):  # who asked for a seat answered then
        keep_answers(person=person, event=session.event, answers=answers, now=now, by=by)
    registration = session.registrations.create(person=person, created_at=now)
    if place:
        end(place, Outcome.ACCEPTED, now=now, by=by)
    log(registration, "webinars.register", user=(by or person).user)
    tell_person(registration=registration, about="registered", now=now)
    return registration


def refusal_to_register(person, session, *, approved):
    """Why ``person``, for whom no seat is held, gets none, in words. Whom the school lets in, no limit keeps out."""
    if session.is_full():
        return _("All seats are taken.")
    if approved or session.is_private:
        return ""
    if session.event.approval:
        return _("A coordinator approves registrations for this event: ask for a seat.")
    return refusal_by_limit(person, session)


@transaction.atomic
def withdraw(*, person, session, now, by=None, passed_on=False):
    """Give the seat back, to whoever waits for it, and return the registration that ended; if any.

    ``by`` is who does it for them. One that is ``passed_on`` is offered to nobody: the caller gives it on at once.
    """
    session = Session.objects.locked(session.pk)
    registration = session.registrations.active().filter(person=person).first()
    if registration is None:
        return None
    if session.is_over(now=now):
        raise RegistrationRefused(_("This session is over, so its list does not change any more."))
    registration.cancelled_at = now
    registration.save(update_fields=["cancelled_at"])
    log(registration, "webinars.withdraw", user=(by or person).user)
    session.ways_in.leave(person)
    tell_person(registration=registration, about="withdrawn", now=now)
    if not passed_on:
        offer_free_seats(session, now=now)
    return registration
