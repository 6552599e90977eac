"""What holds somebody up, in a few words for their trainer."""

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording
from courses import grading

from .judging import Why


def told(reason, *, now):
    """One line, which names the step or the session."""
    words = said(reason, now=now)
    if reason.step is None or reason.live:
        return capfirst(words)
    return _("“%(step)s”: %(words)s") % {"step": reason.step.title, "words": words}


def said(reason, *, now):
    """The same beside the step, which is named there."""
    if reason.why in (Why.FAILED, Why.USED_UP):
        return _of_failing(reason)
    values = {"day": wording.day(reason.at, now=now) if reason.at else ""}
    if reason.live:
        return _of_session(reason, values | {"session": reason.live.title})
    if reason.why == Why.CLOSED:
        return _of_closing(reason, now=now)
    if reason.why == Why.LOW_MARK:
        values = {"percent": localize(grading.readable(reason.percent[0])), "needed": reason.percent[1]}
        return _("the overall mark is %(percent)s %%, %(needed)s %% is needed") % values
    return _simply(reason, values)


def _of_failing(reason):
    values = {"number": reason.number}
    if reason.why == Why.FAILED:
        return ngettext("failed %(number)d time", "failed %(number)d times", reason.number) % values
    words = ngettext(
        "failed %(number)d time, no attempt is left", "failed %(number)d times, no attempt is left", reason.number
    )
    return words % values


def _of_session(reason, values):
    words = {
        Why.MISSED: _("“%(session)s” on %(day)s was missed"),
        Why.UNDECIDED: _("attendance of “%(session)s” on %(day)s is not decided yet"),
        Why.AHEAD: _("“%(session)s” is still ahead, on %(day)s"),
    }
    return words[reason.why] % values


def _of_closing(reason, *, now):
    values = {"when": wording.moment(reason.at, now=now)}
    if live := reason.closing.live:
        values["session"] = live.title
        return _("opens after “%(session)s”, to who was not there on %(when)s (Kyiv time)") % values
    return _("opens on %(when)s (Kyiv time)") % values


def _simply(reason, values):
    words = {
        Why.OVER: _("the time for the course was over on %(day)s"),
        Why.NOT_BEGUN: _("has not begun"),
        Why.LOST: _("was due on %(day)s, is not taken any more"),
        Why.OVERDUE: _("was due on %(day)s"),
        Why.RETURNED: _("returned on %(day)s, not handed in again"),
        Why.NEXT: _("comes next; the last step was done on %(day)s") if reason.at else _("comes next"),
        Why.TO_MARK: _("waits for your mark since %(day)s"),
        Why.NOTHING_LEFT: _("everything is done; it is counted tonight"),
    }
    return words[reason.why] % values
