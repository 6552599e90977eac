"""Consultations as entries of the calendars of the two. Neither question nor note stands in them."""

from django.db.models import Q
from django.utils.translation import get_language, gettext

from calendars.entries import CANCELLED, CONFIRMED, Entry
from people.addresses import absolute_reverse
from webinars.entries import limits
from webinars.models import EventPage, Session

from .models import Consultation


def personal_entries(*, person, now, wanted=None):
    """What ``person`` takes or gives, as far as ``wanted``; a cancelled one stays until its day is over."""
    sides = [Q(person=person)] * (wanted is None or wanted.taking_part)
    sides += [Q(session__host=person)] * (wanted is None or wanted.hosting)
    if not sides:
        return []
    around = limits(now)
    rows = Consultation.objects.select_related("session__host", "person").defer("question", "note")
    rows = rows.filter(sides[0] | sides[-1])
    rows = rows.filter(session__ends_at__gt=around["since"], session__starts_at__lt=around["until"])
    rows = rows.exclude(session__state=Session.State.CANCELLED, session__ends_at__lt=around["today"])
    return [entry_of(row, person=person) for row in rows.order_by("session__starts_at", "pk")]


def entry_of(consultation, *, person):
    """One consultation as ``person``, one of the two, has it in their calendar."""
    session, language = consultation.session, get_language()
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        summary=gettext("Consultation: %(name)s") % {"name": consultation.other(person).display_name},
        starts=session.starts_at,
        ends=session.ends_at,
        url=absolute_reverse("consultation", session.public_id, language=language),
        updated_at=session.updated_at,
        created_at=session.created_at,
        description=consultation.subject,
        status=CANCELLED if session.is_cancelled else CONFIRMED,
        categories=(str(EventPage.Kind.CONSULTATION.label),),
        conference_url=absolute_reverse("session_join", session.public_id, language=language),
    )
