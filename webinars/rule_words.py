"""What a rule is called: «Щотижня: вівторок, четвер; 10 разів»."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from content import wording

FEMININE = {2, 4, 5, 6}  # середа, п’ятниця, субота, неділя: in Ukrainian the number agrees with the day


def weekday_name(number):
    """«вівторок», for Monday is 0."""
    return wording.weekday(date(2024, 1, 1 + number))


def nth_name(nth, weekday):
    """«друга» for a Wednesday, «другий» for a Tuesday."""
    if weekday in FEMININE:
        names = {
            1: pgettext("Wednesday, Friday, Saturday or Sunday", "first"),
            2: pgettext("Wednesday, Friday, Saturday or Sunday", "second"),
            3: pgettext("Wednesday, Friday, Saturday or Sunday", "third"),
            4: pgettext("Wednesday, Friday, Saturday or Sunday", "fourth"),
            -1: pgettext("Wednesday, Friday, Saturday or Sunday", "last"),
        }
    else:
        names = {
            1: pgettext("Monday, Tuesday or Thursday", "first"),
            2: pgettext("Monday, Tuesday or Thursday", "second"),
            3: pgettext("Monday, Tuesday or Thursday", "third"),
            4: pgettext("Monday, Tuesday or Thursday", "fourth"),
            -1: pgettext("Monday, Tuesday or Thursday", "last"),
        }
    return names[nth]


def rule_in_words(rule):
    """The rule in one line, without its hour."""
    return f"{_pattern(rule)}; {_end(rule)}"


def _pattern(rule):
    days = ", ".join(weekday_name(number) for number in sorted(rule.weekdays))
    if rule.nth:
        days = f"{nth_name(rule.nth, rule.weekdays[0])} {days}"
    if rule.interval == 1:
        return (_("Every month: %(days)s") if rule.nth else _("Every week: %(days)s")) % {"days": days}
    if rule.nth:
        words = ngettext("Every %(number)d month: %(days)s", "Every %(number)d months: %(days)s", rule.interval)
    else:
        words = ngettext("Every %(number)d week: %(days)s", "Every %(number)d weeks: %(days)s", rule.interval)
    return words % {"number": rule.interval, "days": days}


def _end(rule):
    if rule.until:
        return _("until %(day)s") % {"day": wording.day(rule.until, now=rule.until, with_year=True)}
    return ngettext("%(number)d time", "%(number)d times", rule.count) % {"number": rule.count}
