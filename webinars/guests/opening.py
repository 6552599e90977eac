"""Registration without an account: switched on and off for a session; the links that lead to it."""

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from wagtail.log_actions import log

from people.naming import new_key
from webinars.models import Session

HOURS = 48  # for which a mailed link takes a seat


@transaction.atomic
def open_to_guests(*, session, by):
    """From now on people without an account may register by a link; a new one each time. Twice is once."""
    return _switch(session, by=by, on=True)


@transaction.atomic
def close_to_guests(*, session, by):
    """The link does not work any more, nor do those that were mailed; who has a seat keeps it. Twice is once."""
    return _switch(session, by=by, on=False)


def _switch(session, *, by, on):
    session = Session.objects.locked(session.pk)
    if bool(session.guest_key) != on:
        session.guest_key = new_key() if on else None
        session.save(update_fields=["guest_key"])
        log(session, f"webinars.guests.{'open' if on else 'close'}", user=by)
    return session


def token_of(session, email):
    """What the mail to ``email`` holds: proof, for two days, that whoever has it reads that mailbox."""
    return _signer(session).sign_object(email.lower(), compress=False)


def address_in(token, session):
    """The address of a token, or None where it is too old or not ours."""
    try:
        return _signer(session).unsign_object(token, max_age=HOURS * 3600)
    except BadSignature:
        return None


def _signer(session):
    """With another key of the session, or another session, nothing fits."""
    return TimestampSigner(salt=f"webinars.guests.{session.pk}.{session.guest_key}")
