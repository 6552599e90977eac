"""Somebody comes without an account, and gives the seat back, by links in mails to them."""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from people.accounts import write_down
from people.models import Person
from webinars import approval
from webinars.exceptions import RegistrationRefused
from webinars.letting_in import let_in
from webinars.models import Session
from webinars.registration import withdraw
from webinars.waiting import leave_queue


@transaction.atomic
def come(*, session, email, now, name="", answers=None):
    """Give the person at ``email``, proved by their link, what there is: a seat, a place in the queue, a request.

    Who is new is written down as ``name``; a known person keeps names and account. Twice is once. Raises
    ``RegistrationRefused``.
    """
    session = Session.objects.locked(session.pk)
    if refusal := refusal_to_come(session, now=now):
        raise RegistrationRefused(refusal)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = write_down(name=name, email=email, language=get_language(), consented_at=now)
    if is_in(person, session):
        return person
    way_in = session.ways_in.create(person=person, name=person.legal_name, email=email, named_at=now)
    log(way_in, "webinars.guests.come", user=person.user)
    let_in(way_in, session, now=now, by=person, answers=answers)
    return person


def refusal_to_come(session, *, now):
    """Why nobody can come by a link now, in words; empty when somebody can."""
    if not session.guest_key:
        return _("One registers for this session with an account.")
    if session.event.by_invitation:
        return _("One comes to this meeting by invitation.")
    if session.is_cancelled:
        return _("This session is cancelled.")
    if not session.accepts_registrations(now=now):
        return _("Registration for this session is closed.")
    return ""


def is_in(person, session):
    """True for whoever has a seat, waits for one or asked for one."""
    rows = session.registrations.active(), session.waiting_places.open(), session.requests.waiting()
    return any(found.filter(person=person).exists() for found in rows)


@transaction.atomic
def give_back(*, person, session, now):
    """Whatever there is: the seat, the place in the queue, the offer or the request. Twice is once."""
    session = Session.objects.locked(session.pk)
    who = {"person": person, "session": session, "now": now}
    return withdraw(**who) or leave_queue(**who) or approval.take_back(**who)
