from datetime import UTC, datetime, timedelta

import pytest

from calendars.entries import CANCELLED, Entry
from calendars.ics import calendar_bytes, feed_etag
from calendars.kyiv import KYIV

from .factories import HALF_HOUR, STARTS, entry


@pytest.mark.parametrize("name", Entry.__dataclass_fields__)
def test_revision_changes_with_every_value(name):
    changes = {
        "uid": "other@school.example",
        "sequence": 7,
        "summary": "Інше",
        "starts": STARTS - HALF_HOUR,
        "ends": STARTS + HALF_HOUR,
        "url": "https://school.example/",
        "updated_at": STARTS,
        "created_at": STARTS,
        "description": "Опис",
        "location": "Зал",
        "status": CANCELLED,
        "categories": ("Вебінар",),
        "conference_url": "https://meet.school.example/abc",
        "transparent": True,
    }
    before, after = entry(), entry(**{name: changes[name]})

    assert before.revision == entry().revision
    assert before.revision != after.revision
    assert calendar_bytes([before], name="") != calendar_bytes([after], name="")
    assert feed_etag([before.revision], name="") != feed_etag([after.revision], name="")


def test_revision_is_the_same_for_the_same_instant_in_another_zone():
    kyiv = entry(starts=STARTS.astimezone(KYIV), updated_at=datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC))

    assert kyiv == entry()
    assert kyiv.revision == entry().revision


def test_revision_is_stable_across_machines_and_restarts():
    assert entry().revision == "f89b259820466e7b9e80a65ea16c9637"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"uid": " "}, "needs a uid"),
        ({"ends": STARTS}, "end after it starts"),
        ({"ends": STARTS + timedelta(microseconds=5)}, "end after it starts"),
        ({"starts": datetime(2027, 1, 19, 16)}, "starts must be an aware"),
        ({"ends": datetime(2027, 1, 19, 18)}, "ends must be an aware"),
        ({"updated_at": None}, "updated_at must be an aware"),
        ({"created_at": datetime(2027, 1, 1)}, "created_at must be an aware"),
        ({"status": "TENTATIVE"}, "unknown status"),
        ({"sequence": -1}, "sequence out of range"),
        ({"sequence": 2**31}, "sequence out of range"),
    ],
)
def test_entry_refuses(values, reason):
    with pytest.raises(ValueError, match=reason):
        entry(**values)
