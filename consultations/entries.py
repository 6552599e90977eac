"""Consultations as entries of the calendars of the two. Neither question nor note stands in them."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import JSONObject
from django.utils.translation import get_language, gettext

from calendars.entries import CANCELLED, CONFIRMED, Entry
from calendars.personal import Part, moment
from calendars.window import AROUND
from people.addresses import absolute, lasting_path
from webinars.models import EventPage, Session
from webinars.models.sessions import uid_of

from .models import Consultation

OF_SESSION = ("public_id", "sequence", "starts_at", "ends_at", "updated_at", "created_at", "state")


def taken(person):
    """The consultations a person has booked."""
    return _as_json(Consultation.objects.filter(person_id=person), other="session__host__display_name")


def given(person):
    return _as_json(Consultation.objects.filter(session__host_id=person), other="person__display_name")


def _as_json(rows, *, other):
    """Those a calendar holds; a cancelled one stays until its day is over. ``other``: whose name stands there."""
    rows = rows.filter(session__ends_at__gt=AROUND["since"], session__starts_at__lt=AROUND["until"])
    rows = rows.exclude(session__state=Session.State.CANCELLED, session__ends_at__lt=AROUND["today"])
    row = {name: F(f"session__{name}") for name in OF_SESSION}
    return rows.annotate(row=JSONObject(**row, other=F(other), subject=F("subject")))


def read(rows, *, now):
    """Entries out of those rows, in the active language."""
    times = ("starts_at", "ends_at", "updated_at", "created_at")
    return [_entry({**row, **{name: moment(row[name]) for name in times}}) for row in rows]


def entry_of(consultation, *, person):
    """One consultation as ``person``, one of the two, has it in their calendar."""
    row = {name: getattr(consultation.session, name) for name in OF_SESSION}
    return _entry({**row, "other": consultation.other(person).display_name, "subject": consultation.subject})


def _entry(row):
    public_id, language = UUID(str(row["public_id"])), get_language()
    return Entry(
        uid=uid_of(public_id),
        sequence=row["sequence"],
        summary=gettext("Consultation: %(name)s") % {"name": row["other"]},
        starts=row["starts_at"],
        ends=row["ends_at"],
        url=absolute(lasting_path("consultation", public_id, language=language)),
        updated_at=row["updated_at"],
        created_at=row["created_at"],
        description=row["subject"],
        status=CANCELLED if row["state"] == Session.State.CANCELLED else CONFIRMED,
        categories=(str(EventPage.Kind.CONSULTATION.label),),
        conference_url=absolute(lasting_path("session_join", public_id, language=language)),
    )


PERSONAL = (
    Part("consultation", "taking_part", taken, read),
    Part("consulting", "hosting", given, read),
)
