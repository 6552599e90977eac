"""The calendar of events: days in Kyiv with their sessions, narrowed by plain links, and a month to jump by."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext, ngettext

from calendars.kyiv import KYIV
from content import wording

from .access import visible_to
from .agenda_filters import Link, Wanted, choices, facts_of, ways_out
from .cards import cards_of
from .feeds import feeds_of
from .models import Session
from .recorded import mark_recorded
from .translations import in_language

ROWS_A_PAGE = 30
MONTHS_AROUND = 24  # how far one may leaf; what lies beyond is empty, and endless to programs that follow links


@dataclass(frozen=True)
class MonthDay:
    """A cell of the month."""

    day: int
    inside: bool
    today: bool
    url: str = ""
    title: str = ""


def agenda(request, *, page):
    """Context of the event calendar, in a constant number of queries."""
    now = timezone.now()
    wanted = Wanted.of(request.GET, base=page.get_url(request) or "")
    month, past = wanted.month, wanted.past
    shown = visible_to(request.user).exclude(state=Session.State.DRAFT).with_taken()
    in_time = _rows(shown, month=month, past=past, now=now)
    facts = facts_of(in_time)
    rows = wanted.narrow(in_time).select_related("event__locale")
    page_obj = Paginator(rows, 500 if month else ROWS_A_PAGE).get_page(request.GET.get("page"))
    sessions = in_language(page_obj.object_list, get_language())
    mark_recorded(sessions)
    for session in sessions:
        session.url = session.event.get_url(request) or ""
    cards = cards_of(sessions, user=request.user, now=now)
    return {
        "days": [(day, list(group)) for day, group in groupby(cards, key=_day_of)],
        "page_obj": page_obj,
        "groups": choices(wanted, facts),
        "ways_out": ways_out(wanted, facts),
        "narrowed": bool(wanted.chosen),
        "feeds": feeds_of(kind=wanted.kind, region=wanted.region),
        "past": past,
        "shown_month": month,
        "past_link": Link(wanted.but(month=None, past=True, free="").address, gettext("Past events")),
        "coming_link": Link(wanted.but(month=None, past=False).address, gettext("Coming events")),
        **month_table(wanted.narrow(shown), wanted.but(month=month or _today(now).replace(day=1), past=False), now=now),
    }


def _rows(sessions, *, month, past, now):
    """A month is shown whole; without one, what comes, or what was, the latest first."""
    if month:
        first, following = month_bounds(month)
        return sessions.filter(starts_at__gte=first, starts_at__lt=following).order_by("starts_at", "pk")
    return sessions.past(now=now) if past else sessions.upcoming(now=now)


def month_table(sessions, wanted, *, now):
    """The month as rows of days; a day on which something happens leads to it."""
    month = wanted.month
    first, following = month_bounds(month)
    starts = sessions.filter(starts_at__gte=first, starts_at__lt=following).values_list("starts_at", flat=True)
    busy = {}
    for moment in starts:
        busy[moment.astimezone(KYIV).date()] = busy.get(moment.astimezone(KYIV).date(), 0) + 1
    today = _today(now)
    here = wanted.address
    weeks = [
        [_cell(day, month=month, today=today, here=here, number=busy.get(day, 0)) for day in week]
        for week in Calendar(0).monthdatescalendar(month.year, month.month)
    ]
    return {
        "month_label": wording.month(month),
        "weeks": weeks,
        "previous": _month_link(wanted.but(month=shift(month, -1)), today=today),
        "following": _month_link(wanted.but(month=shift(month, 1)), today=today),
    }


def _cell(day, *, month, today, here, number):
    inside = day.month == month.month
    if not (inside and number):
        return MonthDay(day.day, inside, day == today)
    title = ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}
    return MonthDay(day.day, inside, day == today, url=f"{here}#d{day:%Y-%m-%d}", title=title)


def _month_link(wanted, *, today):
    month = wanted.month
    if abs((month.year - today.year) * 12 + month.month - today.month) > MONTHS_AROUND:
        return None
    label = str(MONTHS[month.month]) if month.year == today.year else wording.month(month)
    return Link(wanted.address, label)


def shift(month, by):
    """The first day of the month ``by`` months away."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def month_bounds(month):
    """The month's first moment in Kyiv, and the next month's."""
    return tuple(datetime.combine(day, time(0), tzinfo=KYIV) for day in (month, shift(month, 1)))


def _day_of(card):
    return card.session.starts_at.astimezone(KYIV).date()


def _today(now):
    return now.astimezone(KYIV).date()
