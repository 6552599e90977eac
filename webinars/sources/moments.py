"""Moments as attendance files write them, made certain by the session they belong to. No models, no clock.

«01/02/27 6:05 PM» may be January or February; the one near the session is meant. A bare hour is of the session's day.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

NEAR = timedelta(hours=20)  # before the start and after the end
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?|дп|пп)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})[.,]?\s*(?:р\.?,?)?$")
MONTHS_UK = ("січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру")
NAMED_DAY_FIRST = re.compile(r"(\d{1,2}) ([a-zа-яіїєґ]{3})[a-zа-яіїєґ]*\.?,? (\d{4}),?$")
NAMED_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4}),?$")
DURATION = re.compile(r"(\d+)\s*(h|m|s|год|хв|с)\w*\.?", re.IGNORECASE)
SECONDS = {"h": 3600, "m": 60, "s": 1, "год": 3600, "хв": 60, "с": 1}


def moment(text, *, zone, starts, ends):
    """The moment that ``text`` names on a clock of ``zone``, in UTC; None if it names none near the session."""
    text = " ".join(text.replace("T", " ").split()) if re.match(r"\d{4}-\d\d-\d\dT", text) else " ".join(text.split())
    clock = CLOCK.search(text)
    if not clock:
        return None
    time = _time(clock)
    days = _days(text[: clock.start()].strip().lower().removesuffix(" at"), zone=zone, starts=starts, ends=ends)
    if time is None or not days:
        return None
    zone = _offset(clock["zone"]) or zone
    found = [_aware(day, time, zone, fold) for day, fold in product(days, (0, 1))]
    best = min(found, key=lambda one: (_distance(one, starts, ends), one))
    return best if _distance(best, starts, ends) <= NEAR else None


def seconds(text):
    """Length of «1h 27m 51s», «01:27:51», «1 год 5 хв»; None if it says none, which is not the same as nothing."""
    if match := re.fullmatch(r"(\d{1,3}):(\d{2}):(\d{2})", text.strip()):
        hours, minutes, rest = map(int, match.groups())
        return hours * 3600 + minutes * 60 + rest
    parts = DURATION.findall(text)
    return sum(int(number) * SECONDS[unit.lower()] for number, unit in parts) if parts else None


def _time(clock):
    hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
    half = (clock["half"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("pm", "пп") else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _days(text, *, zone, starts, ends):
    """Every day that ``text`` may mean; for none at all the days of the session, and those beside them."""
    if not text:
        first, last = starts.astimezone(zone).date(), ends.astimezone(zone).date()
        return [first + timedelta(days=step) for step in range(-1, (last - first).days + 2)]
    if match := NAMED_DAY.match(text):
        month = MONTHS.index(match[1]) + 1 if match[1] in MONTHS else 0
        orders = [(int(match[3]), month, int(match[2]))]
    elif match := NAMED_DAY_FIRST.match(text):
        name = match[2]
        month = next((names.index(name) + 1 for names in (MONTHS, MONTHS_UK) if name in names), 0)
        orders = [(int(match[3]), month, int(match[1]))]
    elif match := DAY.match(text):
        one, two, three = map(int, match.groups())
        orders = [(one, two, three)] if len(match[1]) == 4 else [(three, two, one), (three, one, two)]
    else:
        return []
    return [day for year, month, number in orders if (day := _day(year, month, number))]


def _day(year, month, number):
    try:
        return datetime(year + 2000 if year < 100 else year, month, number).date()
    except ValueError:
        return None


def _aware(day, time, zone, fold):
    return datetime(day.year, day.month, day.day, *time, tzinfo=zone, fold=fold).astimezone(UTC)


def _offset(text):
    if not text:
        return None
    if text.lower() in ("z", "utc", "gmt"):
        return UTC
    return datetime.strptime(text.replace(":", ""), "%z").tzinfo


def _distance(one, starts, ends):
    return max(starts - one, one - ends, timedelta(0))
