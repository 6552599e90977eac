"""Marks that come from a device, perhaps late and perhaps twice, and what two devices say differently."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from people.models import Person
from webinars.attendance import mark_on_sheet, people_of, unmark_on_sheet
from webinars.models import Session, SheetMark

Outcome = SheetMark.Outcome


@dataclass(frozen=True)
class Said:
    """«Here» or «not here» of the person with key ``person``; ``seen`` is the last mark the device knew of, or 0.

    Marks of one ``device`` follow each other; of one that does not name itself, those that come together.
    """

    key: UUID
    person: int
    here: bool
    seen: int
    at: datetime
    device: UUID | None = None


@transaction.atomic
def take(*, session, marks, by, now):
    """Write ``marks`` in their order; how many speak against what another device said since, and so are only kept.

    A mark that is known by its key changes nothing. Who never was on the list is passed over.
    """
    session = Session.objects.locked(session.pk)
    people = markable(session).in_bulk({said.person for said in marks})
    known = set(SheetMark.objects.filter(key__in=[said.key for said in marks]).values_list("key", flat=True))
    words, unnamed, overtaken = _last_words(session), uuid4(), 0
    ours = {said.key for said in marks}
    for said in marks:
        if said.person not in people or said.key in known:
            continue
        known.add(said.key)
        device, others = said.device or unnamed, words[said.person]
        row = {"session": session, "person": people[said.person], "by": by, "now": now}
        facts = {"key": said.key, "said_at": min(said.at, now), "device": device, "seen": said.seen}
        if any(_speaks_against(word, said, device) for word in others if word.key not in ours):
            _keep(here=said.here, **row, **facts)
            overtaken += 1
        else:
            write = mark_on_sheet if said.here else unmark_on_sheet
            write(**row, **facts)
        words[said.person] = _after(others, SheetMark.objects.get(key=said.key))
    return overtaken


def _speaks_against(word, said, device):
    return word.here != said.here and word.pk > said.seen and word.device != device


def _last_words(session):
    """By person, what each device said last, as far as nobody who knew it said anything since. One query."""
    words = defaultdict(list)
    for row in session.sheet_marks.all():
        words[row.person_id] = _after(words[row.person_id], row)
    return words


def _after(words, row):
    """``words`` once ``row`` was said as well."""
    return [word for word in words if word.pk > row.seen and word.device != row.device] + [row]


def _keep(*, session, person, here, by, now, **facts):
    """A mark that another overtook: a record, until somebody settles it."""
    session.sheet_marks.create(person=person, here=here, by=by, received_at=now, outcome=Outcome.OVERTAKEN, **facts)


@transaction.atomic
def settle(*, session, person, by, now):
    """What stands for ``person`` is right: marks that speak against it are answered."""
    session = Session.objects.locked(session.pk)
    on_sheet = told(session).get(person.pk)
    if on_sheet and on_sheet.dispute:
        here = on_sheet.written.here
        session.sheet_marks.create(person=person, here=here, by=by, said_at=now, received_at=now)


@dataclass
class OnSheet:
    """What was said of one person: the last mark that is ``written``, the last that speaks against it unsettled."""

    last: SheetMark  # of all, written or not: who sees the sheet knows it
    written: SheetMark | None = None
    dispute: SheetMark | None = None


def told(session):
    """``OnSheet`` by person. One query."""
    found = {}
    for row in session.sheet_marks.select_related("by"):
        on_sheet = found.setdefault(row.person_id, OnSheet(row))
        on_sheet.last = row
        if row.outcome == Outcome.WRITTEN:
            on_sheet.written, on_sheet.dispute = row, None
        elif on_sheet.written is None or on_sheet.written.here != row.here:
            on_sheet.dispute = row
    return found


def markable(session):
    """Who is on the list, and who gave a seat back meanwhile: a phone without a line has them still."""
    had_a_seat = session.registrations.values("person")
    return Person.objects.filter(Q(pk__in=people_of(session).values("pk")) | Q(pk__in=had_a_seat))
