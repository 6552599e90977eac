"""What the placeholders of a certificate's text stand for: plain facts, and their words in its language."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, npgettext, override

from content.wording import duration, in_kyiv, nbsp
from webinars.models import Session

ROOM_FOR_TOPICS = 200  # characters


def long_date(moment):
    """«15 лютого 2027» / "15 February 2027": the Kyiv day of an aware moment, or a plain date."""
    return date_format(in_kyiv(moment), "j E Y").replace(" ", "\N{NO-BREAK SPACE}", 1)


def period(starts, ends):
    if long_date(starts) == long_date(ends):
        return long_date(starts)
    return gettext("%(start)s – %(end)s") % {"start": long_date(starts), "end": long_date(ends)}


def of_duration(minutes):
    """Hours and minutes after a word that asks for the genitive: «обсягом 1 години 30 хвилин»."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(nbsp(npgettext("genitive", "%(num)d hour", "%(num)d hours", hours) % {"num": hours}))
    if rest or not hours:
        parts.append(nbsp(npgettext("genitive", "%(num)d minute", "%(num)d minutes", rest) % {"num": rest}))
    return " ".join(parts)


def _listed(topics):
    """As many of them as a line or two hold, in their order, and how many more there are."""
    shown = topics[:1]
    while len(shown) < len(topics) and len(", ".join([*shown, topics[len(shown)]])) <= ROOM_FOR_TOPICS:
        shown.append(topics[len(shown)])
    if len(shown) == len(topics):
        return ", ".join(topics)
    return gettext("%(topics)s, and %(num)d more") % {"topics": ", ".join(shown), "num": len(topics) - len(shown)}


def words_of(facts, *, language):
    """The values of the placeholders by name; empty where ``facts`` have none.

    An organization that is certified is the one its certificate names, so it has no fact of that name.
    """
    minutes, days, dates = facts.get("minutes"), facts.get("days"), facts.get("dates")
    mode, mark = facts.get("mode"), facts.get("mark")
    with override(language):
        words = {
            "hours": duration(minutes) if minutes else "",
            "of_hours": of_duration(minutes) if minutes else "",
            "days": nbsp(ngettext("%(num)d day", "%(num)d days", days) % {"num": days}) if days else "",
            "dates": period(*map(date.fromisoformat, dates)) if dates else "",
            "topics": _listed(facts.get("topics", [])),
            "mode": str(Session.Mode(mode).label) if mode else "",
            "mark": gettext("%(mark)s %%") % {"mark": number_format(Decimal(mark))} if mark else "",
        }
    return words | ({"organization": facts["organization"]} if "organization" in facts else {})
