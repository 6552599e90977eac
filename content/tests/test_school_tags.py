"""What the template tags say and draw, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from content import kilim, wording
from content.blocks import ReadingBlocks

NOW = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)
EVENING = datetime(2027, 1, 19, 16, 0, tzinfo=UTC)  # 18:00 in Kyiv


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def shown(source, language="uk", **context):
    """The template's text with no-break spaces made visible, so that a test reads like the page."""
    with translation.override(language):
        text = Template("{% load school %}" + source).render(Context(context))
    return text.replace(wording.NBSP, "~").strip()


def test_moment_names_the_weekday_the_day_and_the_hour_in_kyiv():
    assert shown("{{ value|moment }}", value=EVENING) == "вівторок, 19~січня, 18:00"
    assert shown("{{ value|moment }}", "en", value=EVENING) == "Tuesday, 19~January, 18:00"


def test_moment_follows_kyiv_over_midnight_and_summer_time():
    assert shown("{{ value|moment }}", value=datetime(2027, 7, 1, 21, 30, tzinfo=UTC)) == "п’ятниця, 2~липня, 00:30"


def test_day_has_no_leading_zero_and_a_year_only_when_it_is_another_one():
    assert shown("{{ value|day }}", value=date(2027, 2, 5)) == "5~лютого"
    assert shown("{{ value|day }}", value=date(2028, 2, 5)) == "5~лютого~2028"
    assert shown("{{ value|day }}", "en", value=date(2026, 12, 31)) == "31~December~2026"


def test_weekday_day_leaves_out_the_hour():
    assert shown("{{ value|weekday_day }}", value=EVENING) == "вівторок, 19~січня"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2027, 1, 12), date(2027, 2, 12), "12~січня~– 12~лютого"),
        (date(2027, 1, 12), date(2027, 1, 16), "12–16~січня"),
        (date(2027, 1, 12), date(2027, 1, 12), "12~січня"),
        (date(2026, 12, 20), date(2027, 1, 10), "20~грудня~2026~– 10~січня~2027"),
        (date(2028, 3, 1), date(2028, 4, 2), "1~березня~– 2~квітня~2028"),
        (date(2027, 1, 12), None, "12~січня"),
    ],
)
def test_days_to_says_each_part_once(first, last, expected):
    assert shown("{{ first|days_to:last }}", first=first, last=last) == expected


def test_moments_to_ends_with_the_hour_or_with_another_day():
    late = datetime(2027, 1, 19, 17, 30, tzinfo=UTC)
    night = datetime(2027, 1, 19, 23, 0, tzinfo=UTC)
    assert shown("{{ a|moments_to:b }}", a=EVENING, b=late) == "вівторок, 19~січня, 18:00–19:30"
    assert shown("{{ a|moments_to:b }}", a=EVENING, b=night) == ("вівторок, 19~січня, 18:00~– середа, 20~січня, 01:00")


def test_when_gives_machines_the_same_moment():
    html = '<time datetime="2027-01-19T16:00:00+00:00">вівторок, 19~січня, 18:00</time>'
    assert shown("{% when value %}", value=EVENING) == html
    assert shown('{% when value "day" %}', value=date(2027, 1, 19)) == '<time datetime="2027-01-19">19~січня</time>'


@pytest.mark.parametrize(
    ("size", "uk", "en"),
    [(4_200, "4~", "4~KB"), (1_400_000, "1,4~", "1.4~MB"), (6_000_000, "6~", "6~MB"), (61_800_000, "62~", "62~MB")],
)
def test_megabytes_have_one_digit_after_the_point_below_ten(size, uk, en):
    assert shown("{{ size|megabytes }}", size=size).startswith(uk)
    assert shown("{{ size|megabytes }}", "en", size=size) == en


def test_sizes_grow_to_gigabytes_and_never_say_nothing():
    assert shown("{{ size|megabytes }}", "en", size=1_250_000_000) == "1.2~GB"
    assert shown("{{ size|megabytes }}", "en", size=3) == "1~KB"
    assert shown("{{ size|megabytes }}", size=None) == ""


@pytest.mark.parametrize(
    ("minutes", "uk", "short"),
    [
        (1, "1~хвилина", "1~min"),
        (8, "8~хвилин", "8~min"),
        (60, "1~година", "1~h"),
        (110, "1~година 50~хвилин", "1~h~50~min"),
        (142, "2~години 22~хвилини", "2~h~22~min"),
    ],
)
def test_minutes_agree_with_their_numerals(minutes, uk, short):
    assert shown("{{ value|minutes }}", value=minutes) == uk
    assert shown("{{ value|minutes_short }}", "en", value=minutes) == short


def test_month_and_weekdays_start_on_monday():
    assert shown("{{ value|month_name }}", value=date(2027, 1, 1)) == "Січень~2027"
    assert shown("{% weekday_names as n %}{{ n.0.0 }} {{ n.4.1 }} {{ n.6.0 }}") == "Пн П’ятниця Нд"


def test_small_filters():
    assert shown('{{ "Оксана Левчук-Бондар"|initials }}') == "ОЛ"
    assert shown('{{ "https://www.youtube.com/watch?v=1"|host }}') == "youtube.com"


@given(st.integers(min_value=0, max_value=100_000))
def test_durations_keep_every_minute(minutes):
    with translation.override("en"):
        words = wording.duration(minutes).replace(wording.NBSP, " ").split()
    units = {"hour": 60, "hours": 60, "minute": 1, "minutes": 1}
    assert sum(int(n) * units[unit] for n, unit in zip(words[::2], words[1::2], strict=True)) == minutes


@given(st.text(max_size=40))
def test_kilim_is_symmetric_and_the_same_for_the_same_seed(seed):
    rows = kilim.motif(seed)
    assert rows == kilim.motif(seed)
    assert rows == rows[::-1] == [row[::-1] for row in rows]


def test_kilim_draws_what_the_seed_says():
    assert shown("{% kilim 'media' %}") == kilim.cover("media")
    assert shown("{% kilim 'media' %}") != shown("{% kilim 'budget' %}")
    assert 'id="' not in shown("{% kilim_mark 'media' %}")
    assert len(kilim.cover("media").encode()) < 1500


def test_icon_is_hidden_from_screen_readers_and_must_exist():
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")
    with pytest.raises(KeyError, match="unicorn"):
        shown("{% icon 'unicorn' %}")


def test_ticks_count_done_steps_or_take_their_numbers():
    ticks = '{% include "components/ticks.html" with total=4 done=done current=3 %}'
    counted, named = shown(ticks, "en", done=1), shown(ticks, "en", done=[1, 4])
    assert counted.count("<i") == 4
    assert (counted.count('class="d"'), counted.count('class="n"')) == (1, 1)
    assert 'aria-label="Done: 1 of 4"' in counted
    assert named.endswith('<i class="d"></i><i></i><i class="n"></i><i class="d"></i></div>')
    assert shown(ticks.replace("total=4", "total=0"), done=0) == ""


class EnrolForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="For <b>letters</b>")
    about = forms.CharField(label="About you", required=False, widget=forms.TextInput(attrs={"placeholder": "Me"}))
    way = forms.ChoiceField(label="Way", choices=[("a", "Online"), ("b", "In person")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")


def test_field_ties_label_hint_and_error_to_the_control():
    html = shown("{% field form.email %}", "en", form=EnrolForm({"email": "x"}))
    assert '<label for="id_email">E-mail</label>' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_error"' in html
    assert "For &lt;b&gt;letters&lt;/b&gt;" in html  # a hint is text unless its author marked it safe


def test_field_without_errors_mentions_none_and_says_what_is_optional():
    html = shown("{% field form.about autocomplete='off' %}", "en", form=EnrolForm())
    assert "(optional)" in html
    assert 'autocomplete="off"' in html
    assert "placeholder" not in html
    assert "aria-describedby" not in html
    assert "(optional)" not in shown("{% field form.about optional=False %}", "en", form=EnrolForm())


def test_field_groups_options_under_one_legend():
    html = shown("{% field form.way hint='Can be changed' %}", form=EnrolForm({"email": "a@b.ua"}))
    assert '<fieldset aria-describedby="id_way_helptext id_way_error"><legend>Way</legend>' in html
    assert html.count('<label class="opt"') == 2


def test_error_summary_leads_to_every_field_and_is_silent_without_errors():
    html = shown("{% error_summary form %}", "en", form=EnrolForm({"email": "x"}))
    assert [f'href="#id_{name}"' in html for name in ("email", "way_0", "agree", "about")] == [True, True, True, False]
    assert "E-mail: Enter a valid email address." in html
    assert shown("{% error_summary form nothing %}", form=EnrolForm()) == ""


CHECK = {
    "question": "Where are payments?",
    "options": [
        {"text": "Town site", "right": False, "explanation": "Decisions are there."},
        {"text": "Spending portal", "right": True, "explanation": "Every payment."},
    ],
}


def checks(query):
    """Two self-checks rendered through the real stream block, as a lesson shows them."""
    stream = ReadingBlocks().to_python([{"type": "check", "id": name, "value": CHECK} for name in ("one", "two")])
    request = RequestFactory().get(f"/{query}")
    return shown('{% include "components/body.html" %}', "en", body=stream, request=request)


def test_check_is_silent_until_answered():
    html = checks("")
    assert "verdict" not in html
    assert 'action="#check-one"' in html
    assert 'name="check-two"' in html


def test_check_tells_right_from_wrong_and_explains():
    html = checks("?check-one=1&check-two=0")
    assert html.count('role="status"') == 2
    assert "Yes, that is right.</b>Every payment." in html
    assert "Not this one. Have another look.</b>Decisions are there." in html
    assert '<input type="hidden" name="check-two" value="0">' in html  # answering one keeps the other


@pytest.mark.parametrize("answer", ["7", "-1", "x", "", "<script>"])
def test_check_ignores_answers_that_were_not_offered(answer):
    html = checks(f"?check-one={answer}")
    assert "verdict" not in html
    assert "<script>" not in html


def test_check_without_an_id_is_named_after_its_question():
    stream = ReadingBlocks().to_python([{"type": "check", "value": CHECK}])
    html = shown("{% load wagtailcore_tags %}{% include_block body.0 %}", body=stream)
    assert html.count('id="check-') == 1
    assert 'id="check-None"' not in html
