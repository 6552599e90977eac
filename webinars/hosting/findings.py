"""Lines of the health page about what hangs on the room server: recordings and the phone."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from content import wording
from webinars.models import DialIn, Recording
from webinars.recordings import ffmpeg, making

from .phones import is_offered


@dataclass(frozen=True)
class Finding:
    """One line of the page: what was looked at, how it is, and what to do where it is not well."""

    what: str
    tone: str  # good, bad or unknown
    says: str
    advice: str = ""


def of_recordings(*, now):
    """Nothing of recordings where the school has none and none are brought."""
    connected = bool(settings.JITSI_RECORDINGS_SECRET)
    last = Recording.objects.exclude(source_id=None).order_by("-made_at").first()
    lines = []
    if connected:
        what = _("It brings recordings")
        if last is None:
            advice = _("Install the script of the section “Recordings” on the recorder, then record a minute.")
            lines.append(Finding(what, "unknown", _("No recording has come yet."), advice))
        else:
            says = _("The last one was recorded on %(when)s.") % {"when": wording.moment(last.made_at, now=now)}
            lines.append(Finding(what, "good", says))
    if connected or Recording.objects.exclude(file="").exists():
        lines.append(_ffmpeg(now=now))
    return lines


def _ffmpeg(*, now):
    what = _("Recordings are made smaller")
    if not ffmpeg.is_there():
        says = _("ffmpeg is not installed on this machine, so only the originals are served.")
        return Finding(
            what, "bad", says, _("Install it: apt-get install ffmpeg. Recordings that come then are made smaller.")
        )
    waiting = len(making.stopped(now=now))
    if waiting:
        says = _("Recordings that wait to be made smaller: %(number)d.") % {"number": waiting}
        return Finding(what, "bad", says, _("The background worker is down or busy. Nothing is lost: start it again."))
    return Finding(what, "good", _("Nothing waits."))


def of_phones(*, now):
    if not is_offered():
        return []
    what, row = _("It can be called by phone"), DialIn.objects.filter(room_name="").first()
    advice = _("Open both addresses of JITSI_DIAL_IN in a browser: section “By phone”.")
    if row is None:
        return [Finding(what, "unknown", _("It was not asked yet."), advice)]
    bad = DialIn.objects.exclude(problem="").order_by("room_name").first()
    if bad:
        return [Finding(what, "bad", bad.problem, advice)]
    when = wording.moment(row.fetched_at, now=now)
    return [Finding(what, "good", _("Asked on %(when)s.") % {"when": when})]
