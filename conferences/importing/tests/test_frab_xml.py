"""``schedule.xml`` read: what we wrote comes back equal over every change of the clock; what means harm is refused."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conferences.exceptions import ProgrammeRefused
from conferences.frab import person_id, schedule_of, schedule_xml
from conferences.importing.frab_xml import read
from conferences.models.items import LONGEST
from conferences.reading import Published

CLOCKS = (datetime(2027, 3, 27, tzinfo=UTC), datetime(2027, 10, 30, tzinfo=UTC))
EVENT = """<event id="7" guid="{guid}"><room>Зала</room><title>{title}</title><type>lecture</type>
<date>{date}</date><start>09:00</start><duration>{duration}</duration><abstract/><track/></event>"""
GUID = "5ad1a1f0-0c53-4d11-8c7f-2f5a0e3f9b01"
SAID = {"guid": GUID, "title": "Вода", "date": "2027-03-05T09:00:00+02:00", "duration": "00:45"}
words = st.text(st.characters(min_codepoint=32, max_codepoint=0x4FF, exclude_characters="\x7f"), max_size=30)
names = words.map(lambda text: " ".join(f"Ім’я {text}".split()))


def event(**said):
    return EVENT.format(**{**SAID, **said})


def schedule(*events, head="<version>1</version><conference/>"):
    inner = "\n".join(events)
    text = f'<schedule>{head}<day index="1"><room name="Зала">\n{inner}\n</room></day></schedule>'
    return text.encode()


@st.composite
def snapshots(draw):
    """A release’s values: rooms, tracks and items around the nights in which the clock changes."""
    rooms = draw(st.dictionaries(st.uuids().map(str), names, min_size=1, max_size=3))
    rooms = {key: f"{name} {number}" for number, (key, name) in enumerate(rooms.items())}
    tracks = {key: f"Напрям {number}" for number, key in enumerate(draw(st.sets(st.uuids().map(str), max_size=2)))}
    items = {}
    for key in draw(st.sets(st.uuids().map(str), min_size=1, max_size=6)):
        people = [{"slug": slug, "name": name, "role": ""} for slug, name in draw(people_of_one()).items()]
        moderating = draw(st.integers(0, len(people)))
        moment = draw(st.sampled_from(CLOCKS)) + timedelta(minutes=draw(st.integers(0, 3 * 24 * 60)))
        items[key] = {
            "kind": draw(st.sampled_from(["talk", "panel", "master_class", "discussion", "networking", "break"])),
            "title": draw(names),
            "abstract": draw(words),
            "language": draw(st.sampled_from(["uk", "en"])),
            "track": draw(st.sampled_from([None, *sorted(tracks)])),
            "room": draw(st.sampled_from([None, *sorted(rooms)])),
            "starts_at": moment.isoformat(),
            "minutes": draw(st.integers(1, LONGEST)),
            "moderators": people[:moderating],
            "speakers": people[moderating:],
        }
    return {
        "rooms": {
            key: {"order": number, "name": name, "kind": "online", "address": "", "hours": []}
            for number, (key, name) in enumerate(rooms.items())
        },
        "tracks": {key: {"name": name, "color": "wheat"} for key, name in tracks.items()},
        "items": items,
    }


def people_of_one():
    return st.dictionaries(st.from_regex(r"[a-z]{3,9}\Z"), names, max_size=3)


def written(snapshot):
    release = SimpleNamespace(snapshot=snapshot, number=3)
    held = SimpleNamespace(pk=1, slug="forum", title="Форум")
    values = schedule_of(Published(release), event=held, url="https://school.test/", url_of=lambda talk: "https://a.b/")
    return schedule_xml(values)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots())
def test_what_is_exported_is_imported_to_the_same_programme(snapshot):
    parsed = read(written(snapshot))

    def named(row):
        return row and (str(row.key), row.name)

    def people(rows):
        return [(row.key, row.name) for row in rows]

    assert parsed.problems == []
    assert {str(line.key) for line in parsed.lines} == set(snapshot["items"])
    for line in parsed.lines:
        item = snapshot["items"][str(line.key)]
        assert (line.title, line.kind, line.language, line.minutes) == (
            item["title"],
            item["kind"],
            item["language"],
            item["minutes"],
        )
        assert line.abstract == item["abstract"].strip()
        assert line.starts_at == datetime.fromisoformat(item["starts_at"])
        for one, collection in (("room", "rooms"), ("track", "tracks")):
            told = item[one] and (item[one], snapshot[collection][item[one]]["name"])
            assert named(getattr(line, one)) == told
        for role in ("speakers", "moderators"):
            assert people(getattr(line, role)) == [(person_id(who["slug"]), who["name"]) for who in item[role]]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"guid": "seven"}, "guid"),
        ({"title": " "}, "title|назв"),
        ({"title": "x" * 201}, "200"),
        ({"date": "2027-03-05T09:00:00"}, "2027-03-05T09:00:00"),
        ({"date": "soon"}, "soon"),
        ({"date": "0001-01-01T00:00:00+14:00"}, "0001"),
        ({"duration": "an hour"}, "an hour"),
        ({"duration": "00:00"}, "."),
        ({"duration": "99:00"}, "."),
    ],
)
def test_an_item_that_cannot_be_used_is_named_by_its_line_and_the_others_are_read(said, why):
    other = "0" * 8 + GUID[8:]

    parsed = read(schedule(event(), event(**{"guid": other, **said})))

    [(line, words)] = parsed.problems
    assert line == 4
    assert re.search(why, words)
    assert [line.title for line in parsed.lines] == ["Вода"]


def test_an_item_that_stands_twice_is_told_of_once():
    parsed = read(schedule(event(), event(title="Школа")))

    assert [line for line, _why in parsed.problems] == [4]
    assert [line.key for line in parsed.lines] == [UUID(GUID)]


def test_a_language_that_is_none_of_ours_and_a_person_named_twice_are_told():
    one = event().replace("<track/>", "<track/><language>de</language>")
    two = event(guid="1" + GUID[1:]).replace(
        "<track/>", "<track/><persons><person>Оля</person><person>ОЛЯ</person></persons>"
    )

    assert [line for line, _why in read(schedule(one, two)).problems] == [2, 4]


def test_files_of_other_systems_are_read():
    """pretalx: workshops, subtitles, descriptions, people without ids; nobody is a moderator there."""
    one = event().replace("<type>lecture</type>", "<type>workshop</type><subtitle>Для початку</subtitle>")
    one = one.replace("<abstract/>", "<abstract>Коротко</abstract><description>Довго</description>")
    one = one.replace("<track/>", '<track>Бюджет</track><persons><person id="5">Тарас Гнатюк</person></persons>')

    [line] = read(schedule(one)).lines

    assert (line.kind, line.abstract) == ("master_class", "Для початку\n\nКоротко\n\nДовго")
    assert (line.track.name, line.room.name) == ("Бюджет", "Зала")
    assert ([who.name for who in line.speakers], line.moderators) == (["Тарас Гнатюк"], None)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaa"><!ENTITY b "&a;&a;&a;">]><schedule>&b;</schedule>"""
OUTSIDE = b"""<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version></schedule>"""
REFUSED = {
    "entities": BOMB,
    "outside": OUTSIDE,
    "deep": b"<schedule>" + b"<a>" * 100,
    "broken": b"<schedule><day>\n</room></schedule>",
    "another": b"<rss/>",
    "page": b"<!doctype html><script>alert(1)</script>",
    "letters": b"<schedule>\xff\xfe</schedule>",
    "encoding": b'<?xml version="1.0" encoding="utf-7"?><schedule/>',
    "unknown encoding": b'<?xml version="1.0" encoding="martian"?><schedule/>',
    "large": b"<schedule>" + b" " * 5_000_000 + b"</schedule>",
    "many": schedule(*(event(guid=f"{number:08}{GUID[8:]}") for number in range(1001))),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_hostile_and_broken_files_are_refused_in_words(data):
    with pytest.raises(ProgrammeRefused, match=r"\w"):
        read(data)


def test_a_broken_file_names_the_line():
    with pytest.raises(ProgrammeRefused, match="2"):
        read(REFUSED["broken"])


@settings(max_examples=60)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
@example(b"")
def test_any_bytes_are_read_or_refused(data):
    try:
        assert read(data).lines == []
    except ProgrammeRefused as refusal:
        assert str(refusal)
