"""Marks that come from a device, perhaps late and perhaps twice, and what two devices say differently."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from people.models import Person
from webinars.attendance import mark_on_sheet, people_of, unmark_on_sheet
from webinars.models import Session, SheetMark

Outcome = SheetMark.Outcome


@dataclass(frozen=True)
class Said:
    """«Here» or «not here» of the person with key ``person``; ``seen`` is the last mark the device knew of, or 0."""

    key: UUID
    person: int
    here: bool
    seen: int
    at: datetime


@transaction.atomic
def take(*, session, marks, by, now):
    """Write ``marks`` in their order; how many speak against what another device said since, and so are only kept.

    A mark that is known by its key changes nothing. Who never was on the list is passed over.
    """
    session = Session.objects.locked(session.pk)
    people = markable(session).in_bulk({said.person for said in marks})
    known = set(SheetMark.objects.filter(key__in=[said.key for said in marks]).values_list("key", flat=True))
    last, own, overtaken = told(session)[0], {}, 0
    for said in marks:
        if said.person not in people:
            continue
        before = last.get(said.person)
        if said.key not in known:
            known.add(said.key)
            row = {"session": session, "person": people[said.person], "by": by, "now": now}
            facts = {"key": said.key, "said_at": min(said.at, now)}
            stands = before and before.pk > said.seen and before.key != own.get(said.person)
            if stands and before.here != said.here:
                _keep(here=said.here, **row, **facts)
                overtaken += 1
                continue
            write = mark_on_sheet if said.here else unmark_on_sheet
            write(**row, **facts)
            last[said.person] = SheetMark.objects.get(key=said.key)
        own[said.person] = said.key
    return overtaken


def _keep(*, session, person, here, by, now, key, said_at):
    """A mark that another overtook: a record, until somebody settles it."""
    session.sheet_marks.create(
        person=person, here=here, by=by, received_at=now, key=key, said_at=said_at, outcome=Outcome.OVERTAKEN
    )


@transaction.atomic
def settle(*, session, person, by, now):
    """What stands for ``person`` is right: marks that speak against it are answered."""
    session = Session.objects.locked(session.pk)
    written, disputed = told(session)
    if person.pk in disputed:
        here = written[person.pk].here
        session.sheet_marks.create(person=person, here=here, by=by, said_at=now, received_at=now)


def told(session):
    """By person the last mark that is written, and the last that it overtook and nobody has settled. One query."""
    written, disputed = {}, {}
    for row in session.sheet_marks.select_related("by"):
        if row.outcome == Outcome.WRITTEN:
            written[row.person_id] = row
            disputed.pop(row.person_id, None)
        else:
            disputed[row.person_id] = row
    return written, disputed


def markable(session):
    """Who is on the list, and who gave a seat back meanwhile: a phone without a line has them still."""
    had_a_seat = session.registrations.values("person")
    return Person.objects.filter(Q(pk__in=people_of(session).values("pk")) | Q(pk__in=had_a_seat))
