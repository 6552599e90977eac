"""The calendar of events: days in Kyiv with their sessions, narrowed by plain links, and a month to jump by."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext, ngettext

from calendars.kyiv import KYIV
from content import wording

from .access import visible_to
from .cards import cards_of
from .feeds import KINDS, feed_of_kind
from .models import Session
from .translations import in_language

ROWS_A_PAGE = 30
MONTHS_AROUND = 24  # how far one may leaf; what lies beyond is empty, and endless to programs that follow links


class AgendaFilter(forms.Form):
    """What the address asks for; a part that makes no sense counts as not asked."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in KINDS.values()], required=False)
    m = forms.DateField(input_formats=["%Y-%m"], required=False)
    past = forms.BooleanField(required=False)

    @property
    def asked(self):
        self.is_valid()
        data = self.cleaned_data
        return data.get("kind") or "", data.get("m"), bool(data.get("past"))


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    current: bool = False


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
    kind, month, past = AgendaFilter(request.GET).asked
    shown = visible_to(request.user).exclude(state=Session.State.DRAFT)
    shown = shown.filter(event__kind=kind) if kind else shown
    rows = _rows(shown, month=month, past=past, now=now)
    rows = rows.select_related("event__locale").with_taken()
    page_obj = Paginator(rows, 500 if month else ROWS_A_PAGE).get_page(request.GET.get("page"))
    sessions = in_language(page_obj.object_list, get_language())
    for session in sessions:
        session.url = session.event.get_url(request) or ""
    cards = cards_of(sessions, user=request.user, now=now)
    base = page.get_url(request) or ""
    return {
        "days": [(day, list(group)) for day, group in groupby(cards, key=_day_of)],
        "page_obj": page_obj,
        "kinds": kind_links(base, kind=kind, month=month, past=past),
        "kind": kind,
        "kind_feed": feed_of_kind(kind) if kind else None,
        "past": past,
        "shown_month": month,
        "past_link": Link(address(base, kind=kind, past=True), gettext("Past events")),
        "coming_link": Link(address(base, kind=kind), gettext("Coming events")),
        **month_table(shown, base, kind=kind, month=month or _today(now).replace(day=1), now=now),
    }


def _rows(sessions, *, month, past, now):
    """A month is shown whole; without one, what comes, or what was, the latest first."""
    if month:
        first, following = month_bounds(month)
        return sessions.filter(starts_at__gte=first, starts_at__lt=following).order_by("starts_at", "pk")
    return sessions.past(now=now) if past else sessions.upcoming(now=now)


def kind_links(base, *, kind, month, past):
    everything = Link(address(base, month=month, past=past), gettext("All"), current=not kind)
    return [everything] + [
        Link(address(base, kind=value, month=month, past=past), _capital(label), current=kind == value)
        for value, label in AgendaFilter.base_fields["kind"].choices
    ]


def month_table(sessions, base, *, kind, month, now):
    """The month as rows of days; a day on which something happens leads to it."""
    first, following = month_bounds(month)
    starts = sessions.filter(starts_at__gte=first, starts_at__lt=following).values_list("starts_at", flat=True)
    busy = {}
    for moment in starts:
        busy[moment.astimezone(KYIV).date()] = busy.get(moment.astimezone(KYIV).date(), 0) + 1
    today = _today(now)
    here = address(base, kind=kind, month=month)
    weeks = [
        [_cell(day, month=month, today=today, here=here, number=busy.get(day, 0)) for day in week]
        for week in Calendar(0).monthdatescalendar(month.year, month.month)
    ]
    return {
        "month_label": wording.month(month),
        "weeks": weeks,
        "previous": _month_link(base, shift(month, -1), kind=kind, today=today),
        "following": _month_link(base, shift(month, 1), kind=kind, today=today),
    }


def _cell(day, *, month, today, here, number):
    inside = day.month == month.month
    if not (inside and number):
        return MonthDay(day.day, inside, day == today)
    title = ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}
    return MonthDay(day.day, inside, day == today, url=f"{here}#d{day:%Y-%m-%d}", title=title)


def _month_link(base, month, *, kind, today):
    if abs((month.year - today.year) * 12 + month.month - today.month) > MONTHS_AROUND:
        return None
    label = str(MONTHS[month.month]) if month.year == today.year else wording.month(month)
    return Link(address(base, kind=kind, month=month), label)


def address(base, *, kind="", month=None, past=False):
    """The calendar's address with what it is narrowed to."""
    query = {"m": f"{month:%Y-%m}" if month else "", "kind": kind, "past": "1" if past and not month else ""}
    query = urlencode({name: value for name, value in query.items() if value})
    return f"{base}?{query}" if query else base


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


def _capital(label):
    return f"{str(label)[:1].upper()}{str(label)[1:]}"
