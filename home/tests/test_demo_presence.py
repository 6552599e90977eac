"""The demonstration: presence from several sources, an outage, a correction, a signed sheet, a catch-up in progress."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.demo.presence import build_presence
from webinars.attendance import decide, mark_on_sheet
from webinars.catching_up.opening import later_of
from webinars.sheets.signed import standing_of
from webinars.tests.factories import make_event, make_person, make_session


def held(slug, *, host, days_ago, **fields):
    """With two people, whom the sheet saw: the others come by ``build_presence``."""
    starts = timezone.now() - timedelta(days=days_ago)
    session = make_session(event=make_event(slug=slug), starts_at=starts, minutes=90, host=host, **fields)
    people = [make_person() for _ in range(2)]
    for person in people:
        session.registrations.create(person=person, created_at=starts - timedelta(days=7))
        mark_on_sheet(session=session, person=person, by=host, now=starts)
    decide(session=session, now=session.ends_at + timedelta(minutes=40))
    return session


@pytest.mark.django_db
def test_presence_comes_from_several_sources_and_is_evidence(settings):
    settings.STORAGES = {**settings.STORAGES}  # an empty one in memory
    host, now = make_person(), timezone.now()
    online = held("chytaiemo-rishennia-rady", host=host, days_ago=19)
    hall = held("znimaiemo-telefonom", host=host, days_ago=40, mode="in_person", place="Бібліотека")

    build_presence([make_person() for _ in range(5)], staff=make_person(), now=now)

    assert set(online.intervals.values_list("source", flat=True)) == {"sheet", "room", "self"}
    assert set(hall.intervals.values_list("source", flat=True)) == {"sheet", "qr"}
    assert (online.outages.standing().count(), standing_of(hall).count()) == (1, 1)
    statuses = list(online.attendances.values_list("status", flat=True))
    assert {"present", "afterwards", "absent"} <= set(statuses)
    assert online.attendances.exclude(corrected_by=None).count() == 1
    assert list(later_of([online], now=now)) == [online.pk]
    assert sorted(online.catch_up.tries.values_list("passed", flat=True)) == [False, True]
    assert {row.evidence[-1]["source"] for row in online.attendances.filter(rule__startswith="share-2")} & {"outage"}
