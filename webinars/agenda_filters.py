"""What the event calendar is narrowed to: plain links, each with how many sessions stand behind it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext, pgettext

from people.regions import Region

from .feeds import KINDS
from .models import Session

FACETS = ("kind", "way", "region", "free", "lang")  # in the order shown


class AgendaFilter(forms.Form):
    """What the address asks for; a part that makes no sense counts as not asked."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in KINDS.values()], required=False)
    way = forms.ChoiceField(choices=Session.Mode.choices, required=False)
    region = forms.ChoiceField(choices=Region.choices, required=False)
    free = forms.ChoiceField(choices=[("1", "1")], required=False)
    lang = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    m = forms.DateField(input_formats=["%Y-%m"], required=False)
    past = forms.BooleanField(required=False)


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Wanted:
    """A view of the calendar at ``base``. Past sessions have no free seats, so there it is not asked for."""

    base: str = ""
    kind: str = ""
    way: str = ""
    region: str = ""
    free: str = ""
    lang: str = ""
    month: date | None = None
    past: bool = False

    @classmethod
    def of(cls, values, *, base):
        form = AgendaFilter(values)
        form.is_valid()
        asked = form.cleaned_data
        wanted = cls(
            base=base,
            month=asked.get("m"),
            past=bool(asked.get("past")) and not asked.get("m"),
            **{name: asked.get(name) or "" for name in FACETS},
        )
        return wanted.but(free="") if wanted.past else wanted

    def but(self, **changes):
        return replace(self, **changes)

    @property
    def address(self):
        query = {"m": f"{self.month:%Y-%m}" if self.month else "", "past": "1" if self.past else ""}
        query = {name: getattr(self, name) for name in FACETS} | query
        query = urlencode({name: value for name, value in query.items() if value})
        return f"{self.base}?{query}" if query else self.base

    @property
    def chosen(self):
        """The names of what it is narrowed by, apart from the time."""
        return [name for name in FACETS if getattr(self, name)]

    def narrow(self, sessions):
        """Those of ``sessions``, which know ``with_taken``, that fit."""
        fields = {"kind": "event__kind", "way": "mode", "region": "region", "lang": "event__locale__language_code"}
        sessions = sessions.filter(**{fields[name]: getattr(self, name) for name in self.chosen if name != "free"})
        return sessions.filter(HAS_FREE_SEATS) if self.free else sessions

    def fits(self, facts, *, besides=""):
        """Whether a session with ``facts`` fits, whatever its ``besides``."""
        return all(facts[name] == getattr(self, name) for name in self.chosen if name != besides)


HAS_FREE_SEATS = Q(state=Session.State.SCHEDULED) & (Q(capacity=0) | Q(capacity__gt=F("taken") + F("offered")))


def facts_of(sessions):
    """What can be chosen of each of ``sessions``, which know ``with_taken``. One question."""
    rows = sessions.order_by().values_list(
        "event__kind", "mode", "region", "event__locale__language_code", "state", "capacity", "taken", "offered"
    )
    return [
        {
            "kind": kind,
            "way": mode,
            "region": region,
            "lang": language,
            "free": "1" if state == Session.State.SCHEDULED and (not seats or seats > taken + held) else "",
        }
        for kind, mode, region, language, state, seats, taken, held in rows
    ]


def choices(wanted, facts):
    """[(heading, links)] of what narrows the page; what nothing stands behind is left out, unless it is chosen.

    ``facts`` are those of all sessions in the time that is shown.
    """
    headings = {
        "kind": gettext("Kind"),
        "way": gettext("Way of taking part"),
        "region": gettext("Region"),
        "free": gettext("Seats"),
        "lang": pgettext("of an event", "Language"),
    }
    names = [name for name in FACETS if not (name == "free" and wanted.past)]
    counted = {name: Counter(one[name] for one in facts if wanted.fits(one, besides=name)) for name in names}
    return [
        (headings[name], _links(wanted, numbers, name))
        for name, numbers in counted.items()
        if getattr(wanted, name) or len(numbers) > 1
    ]


def ways_out(wanted, facts):
    """Links for a page on which nothing fits: without one of the choices something does; and without all of them."""
    found = []
    for name in wanted.chosen:
        if number := sum(wanted.fits(one, besides=name) for one in facts):
            label = gettext("Leave out “%(choice)s” (%(number)d)") % {
                "choice": _label(name, getattr(wanted, name)),
                "number": number,
            }
            found.append(Link(wanted.but(**{name: ""}).address, label))
    if wanted.chosen and facts:
        everything = wanted.but(**dict.fromkeys(FACETS, ""))
        words = ngettext("Show all %(number)d session", "Show all %(number)d sessions", len(facts))
        found.append(Link(everything.address, words % {"number": len(facts)}))
    return found


def _links(wanted, numbers, name):
    chosen = getattr(wanted, name)
    everything = Link(wanted.but(**{name: ""}).address, gettext("All"), current=not chosen)
    return [everything] + [
        Link(wanted.but(**{name: value}).address, f"{_label(name, value)} ({numbers[value]})", chosen == value)
        for value in _values(name)
        if numbers[value] or chosen == value
    ]


def _values(name):
    return [value for value, _label in AgendaFilter.base_fields[name].choices]


def _label(name, value):
    if name == "free":
        return gettext("With free seats")
    label = str(dict(AgendaFilter.base_fields[name].choices)[value])
    if name == "lang":
        label = gettext(label)
    return f"{label[:1].upper()}{label[1:]}"
