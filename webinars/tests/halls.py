"""Sessions in a hall, and who checks in there."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from webinars.check_in import code_of
from webinars.models import AttendanceInterval

from .factories import make_person, make_session, session_around

START = datetime(2027, 1, 19, 16, tzinfo=UTC)
HALL = {"mode": "in_person", "place": "Бібліотека"}


def hall(**fields):
    return make_session(starts_at=START, minutes=100, **{**HALL, **fields})


def hall_around(**fields):
    return session_around(**{**HALL, **fields})


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))
    return person


def after(**time):
    return START + timedelta(**time)


def scan_path(session, now=None):
    return f"/here/{session.public_id}/{code_of(session, now=now or timezone.now()).token}/"


def recorded(session):
    return {row.person: row.started_at for row in session.intervals.filter(source=AttendanceInterval.Source.QR)}
