"""The way to one's seat without an account: an address that stands in mails to its person and nowhere else.

It is signed for one person, their address as it is now, and one session: with another address the link ends.
"""

from dataclasses import replace

from django.core.signing import Signer
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import get_language

from people.addresses import absolute, absolute_reverse
from people.models import Person
from webinars.models import Session
from webinars.private import page_of


def token_of(person, session):
    return f"{int_to_base36(person.pk)}-{int_to_base36(session.pk)}-{_signature(person, session)}"


def read(token):
    """(person, session) of a token; 404 for what was never signed, or for another address."""
    try:
        person, session = (base36_to_int(part) for part in token.split("-", 2)[:2])
    except ValueError:
        raise Http404 from None
    person = Person.objects.select_related("user").filter(pk=person).exclude(email="").first()
    session = Session.objects.public().select_related("event__locale").filter(pk=session).first()
    if person is None or session is None or not constant_time_compare(token, token_of(person, session)):
        raise Http404
    return person, session


def links_of(session, person):
    """Where ``person`` joins, takes and gives back, absolute and in the active language, by the names mails use.

    Who has no account does all of it on the page of their seat, and has no settings.
    """
    if person.user_id is None and not session.is_private:
        seat = _address("guest_seat", token_of(person, session))
        back = dict.fromkeys(["register_url", "withdraw_url", "decline_url", "request_leave_url"], seat)
        return {**back, "join_url": _address("guest_join", token_of(person, session))}
    key = session.public_id
    withdraw = absolute(page_of(session)) if session.is_private else _address("session_withdraw", key)
    return {
        "join_url": _address("session_join", key),
        "register_url": _address("session_register", key),
        "withdraw_url": withdraw,
        "decline_url": _address("session_queue_leave", key),
        "request_leave_url": _address("session_request_withdraw", key),
        "calendar_url": _address("my_calendar"),
        "settings_url": _address("calendar_settings"),
    }


def for_guest(entry, person, session):
    """``entry`` with the way into the room that ``person`` can go."""
    if person.user_id is None and entry.conference_url:
        return replace(entry, conference_url=_address("guest_join", token_of(person, session)))
    return entry


def seat_path(person, session):
    return reverse("guest_seat", args=[token_of(person, session)])


def _address(name, *arguments):
    return absolute_reverse(name, *arguments, language=get_language())


def _signature(person, session):
    return Signer(salt="webinars.guests").signature(f"{person.pk}:{session.pk}:{person.email.casefold()}")
