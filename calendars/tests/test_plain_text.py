from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from calendars.ics import calendar_bytes

from .factories import HALF_HOUR, entry, event_of, lines, property_lines

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029") | st.just("\n"))
words = st.text(st.sampled_from('аїґєй’— \\Nn,;:"^%😀é\t\n'))
any_text = texts | words


@example(summary=r"C:\Nотатки", description=r"\n\\N", location="a;b", category=r"a\N,b", name=r"\N")
@given(summary=any_text, description=any_text, location=any_text, category=any_text, name=any_text)
def test_any_text_comes_back(summary, description, location, category, name):
    one = entry(summary=summary, description=description, location=location, categories=(category,))

    data = calendar_bytes([one], name=name)

    event = event_of(data)
    assert event["SUMMARY"] == summary
    assert event.get("DESCRIPTION", "") == description
    assert event.get("LOCATION", "") == location
    assert [str(text) for text in event["CATEGORIES"].cats] == [category]
    read = dict(Contentline(line).parts()[::2] for line in lines(data)[3:5])
    assert read == {"NAME": name, "X-WR-CALNAME": name}


@given(summary=st.text(), description=st.text(), name=st.text())
def test_any_characters_make_lawful_lines(summary, description, name):
    data = calendar_bytes([entry(summary=summary, description=description)], name=name, alarms=[HALF_HOUR])

    assert data.endswith(b"END:VCALENDAR\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    assert [line for line in physical if not line.strip() or len(line) > 75 or b"\n" in line or b"\r" in line] == []
    for line in physical:
        assert all(character.isprintable() or ord(character) > 0x9F or character == "\t" for character in line.decode())
    assert len(data.decode().splitlines()) == len(physical)


def test_control_characters_are_dropped_and_line_ends_made_one():
    odd = entry(summary="Бю\x0bд\x00жет\x7f \ud800громади", description="а\r\nб\rв\u2028г\u0085ґ")

    event = event_of(calendar_bytes([odd], name="Події"))

    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("Бюджет громади", "а\nб\nв\nг\nґ")


def test_addresses_are_ascii():
    cyrillic = entry(url="https://школа.укр:8443/події/?тема=бюджет", conference_url="https://meet.example/кімната")

    data = calendar_bytes([cyrillic], name="Події")

    path = "%D0%BF%D0%BE%D0%B4%D1%96%D1%97/?%D1%82%D0%B5%D0%BC%D0%B0=%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82"
    assert property_lines(data, "URL") == [f"URL:https://xn--80atdl2c.xn--j1amh:8443/{path}"]
    assert event_of(data)["LOCATION"] == "https://meet.example/%D0%BA%D1%96%D0%BC%D0%BD%D0%B0%D1%82%D0%B0"
