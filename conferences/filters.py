"""What the programme's page is narrowed to: plain links, so that each view has an address."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from .models.items import LANGUAGES


@dataclass(frozen=True)
class Wanted:
    """Read from an address; what it does not know is as if it were not there."""

    day: date | None = None
    track: str = ""
    lang: str = ""
    mine: bool = False

    @classmethod
    def of(cls, values, programme, *, today):
        """``values`` are those of a GET; without a day it is today's, or the first."""
        days = {day.isoformat(): day for day in programme.days}
        track, lang = values.get("track", ""), values.get("lang", "")
        return cls(
            day=days.get(values.get("day", "")) or (today if today in programme.days else programme.days[0]),
            track=track if track in programme.tracks else "",
            lang=lang if lang in programme.languages else "",
            mine=values.get("mine") == "1",
        )

    def takes(self, talk):
        """Breaks stay: one orients oneself by them, unless one looks at one's own choice."""
        if talk.day != self.day or (self.mine and not talk.starred):
            return False
        if talk.is_break:
            return True
        track = talk.track[0] if talk.track else ""
        return (not self.track or track == self.track) and (not self.lang or talk.language == self.lang)

    @property
    def query(self):
        values = {"day": self.day.isoformat(), "track": self.track, "lang": self.lang, "mine": "1" if self.mine else ""}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def but(self, **changes):
        return replace(self, **changes)


def choices(wanted, programme):
    """[(heading, [(label, address, chosen)])]: only what one can choose between."""
    tracks = [("", _("All tracks")), *((key, name) for key, name, _color in programme.tracks.values())]
    languages = [("", _("All languages"))]
    languages += [(code, str(label)) for code, label in LANGUAGES if code in programme.languages]
    groups = [
        (_("Track"), [(label, wanted.but(track=key).query, wanted.track == key) for key, label in tracks]),
        (_("Language"), [(label, wanted.but(lang=code).query, wanted.lang == code) for code, label in languages]),
    ]
    return [(heading, links) for heading, links in groups if len(links) > 2]
