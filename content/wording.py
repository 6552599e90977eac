"""How the school writes sizes, durations, days and hours, in both of its languages.

Days and hours are Kyiv's (the project's time zone), whoever reads them. Spaces that must not break a line are
no-break spaces: «19 січня», «1,4 МБ», «50 хвилин».
"""

from datetime import datetime

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext

NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"


def nbsp(text):
    """Glue a short phrase together, so that it never breaks between two lines."""
    return str(text).replace(" ", NBSP)


def data_size(size):
    """Bytes as a reader's phone counts them, in thousands: «4 КБ», «1,4 МБ», «62 МБ»."""
    if size < 100_000:
        return nbsp(pgettext("data size", "%s KB") % max(1, round(size / 1000)))
    if size < 995_000_000:
        return nbsp(pgettext("data size", "%s MB") % _short_number(size / 1_000_000))
    return nbsp(pgettext("data size", "%s GB") % _short_number(size / 1_000_000_000))


def _short_number(number):
    """One digit after the point below ten, none above, and never «6,0»."""
    rounded = round(number, 1)
    whole = rounded >= 10 or rounded == int(rounded)
    return number_format(round(number) if whole else rounded, decimal_pos=0 if whole else 1)


def duration(minutes):
    """«1 година 50 хвилин»; the message ids are Django's own, so their plurals come with Django."""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(nbsp(ngettext("%(num)d hour", "%(num)d hours", hours) % {"num": hours}))
    if rest or not hours:
        parts.append(nbsp(ngettext("%(num)d minute", "%(num)d minutes", rest) % {"num": rest}))
    return " ".join(parts)


def short_duration(minutes):
    """«8 хв», «1 год 50 хв»: for lists, where a column is narrow."""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(pgettext("short duration", "%(num)d h") % {"num": hours})
    if rest or not hours:
        parts.append(pgettext("short duration", "%(num)d min") % {"num": rest})
    return nbsp(" ".join(parts))


def in_kyiv(value):
    """A moment on Kyiv's clock; a plain date stays as it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value, timezone.get_default_timezone())
    return value


def day(value, *, now, with_year=None):
    """«19 січня», and the year only where it is not this one."""
    value = in_kyiv(value)
    if with_year is None:
        with_year = value.year != in_kyiv(now).year
    return nbsp(f"{value.day} {MONTHS_ALT[value.month]}{f' {value.year}' if with_year else ''}")


def weekday(value):
    """«вівторок»; English keeps its capital."""
    name = str(WEEKDAYS[in_kyiv(value).weekday()]).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return name.lower() if get_language() == "uk" else name


def weekday_and_day(value, *, now):
    return f"{weekday(value)}, {day(value, now=now)}"


def clock(value):
    return f"{in_kyiv(value):%H:%M}"


def moment(value, *, now):
    """«вівторок, 19 січня, 18:00»."""
    return f"{weekday_and_day(value, now=now)}, {clock(value)}"


def days(first, last, *, now):
    """«12 січня – 12 лютого», «12–16 січня», or one day when both are the same."""
    first, last = in_kyiv(first), in_kyiv(last)
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return day(last, now=now)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day(last, now=now)}"
    with_year = first.year != last.year or None
    return f"{day(first, now=now, with_year=with_year or False)}{NBSP}{DASH} {day(last, now=now, with_year=with_year)}"


def moments(start, end, *, now):
    """«вівторок, 19 січня, 18:00–19:30»; both days when it lasts over midnight."""
    if in_kyiv(start).date() == in_kyiv(end).date():
        return f"{moment(start, now=now)}{DASH}{clock(end)}"
    return f"{moment(start, now=now)}{NBSP}{DASH} {moment(end, now=now)}"


def hours(start, end, *, now):
    """«18:00–19:30», for a place that names the day already; with both days when it lasts over midnight."""
    if in_kyiv(start).date() == in_kyiv(end).date():
        return f"{clock(start)}{DASH}{clock(end)}"
    return moments(start, end, now=now)


def month(value):
    """«Січень 2027», the heading of a month."""
    value = in_kyiv(value)
    return nbsp(f"{MONTHS[value.month]} {value.year}")


def weekdays():
    """Monday to Sunday as (short, full) names, for the head of a month."""
    return [
        (str(WEEKDAYS_ABBR[number]), str(WEEKDAYS[number]).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"))
        for number in range(7)
    ]


def lines_of(text):
    """The lines of a text field that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def initials(name):
    """«ОЛ» for «Оксана Левчук»: stands where a photo would."""
    return "".join(word[0] for word in str(name).split()[:2] if word).upper()
