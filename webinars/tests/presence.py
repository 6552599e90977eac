"""Shared by the tests of recording and of deciding: minutes after noon, and who was seen between them."""

from datetime import timedelta

from .factories import NOON, make_person


def minutes(number):
    return timedelta(minutes=number)


def registered(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=NOON - timedelta(days=1))
    return person


def seen(session, person, start, end, source="page"):
    return session.intervals.create(
        person=person, source=source, started_at=NOON + minutes(start), ended_at=NOON + minutes(end)
    )


def spans(session):
    return [
        ((row.started_at - NOON) // minutes(1), (row.ended_at - NOON) // minutes(1))
        for row in session.intervals.order_by("started_at")
    ]


def statuses(session):
    return {row.person: (row.status, row.percent) for row in session.attendances.all()}
