"""What opens something, in words, for who finds it closed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording


def said(closing, *, now):
    """A sentence: what opens it, and when."""
    values = {"when": wording.moment(closing.opens_at, now=now) if closing.opens_at else ""}
    if closing.live:
        values |= {"session": closing.live.title, "day": wording.day(closing.live.starts_at, now=now)}
        return _(
            "Opens once your attendance of “%(session)s” on %(day)s is noted; to who was not there, on %(when)s "
            "(Kyiv time)."
        ) % values  # fmt: skip
    if closing.opens_at:
        return _("Opens on %(when)s (Kyiv time).") % values
    values |= {"step": closing.first.title}
    if closing.module is None:
        return _todo(closing.first) % values
    values |= {"module": closing.module.title, "number": closing.left}
    return (
        ngettext(
            "Opens after the module “%(module)s”: %(number)d step of it is left, “%(step)s”.",
            "Opens after the module “%(module)s”: %(number)d steps of it are left, “%(step)s” first.",
            closing.left,
        )
        % values
    )


def _todo(step):
    """What to do about a step, so that it stands in nobody's way."""
    if step.is_quiz:
        return _("Opens once the quiz “%(step)s” is passed, or its attempts are used up.")
    if step.is_assignment:
        return _("Opens once the assignment “%(step)s” is handed in.")
    return _("Opens once you have done “%(step)s”.")


def all_said(closings, *, now):
    return " ".join(said(closing, now=now) for closing in closings)


def next_said(path, *, now):
    """What comes next on ``path`` though it is closed, and what opens it; empty where one can go on or all is done."""
    if path.awaited is None:
        return ""
    words = _("Next comes “%(title)s”.") % {"title": path.awaited.title}
    return f"{words} {all_said(path.closed[path.awaited.pk], now=now)}"


def way_on(closing):
    """(title, address) of what to do now so that it opens sooner, or None where only time helps."""
    if closing.live:
        return closing.live.title, closing.live.url
    return (closing.first.title, closing.first.url) if closing.first else None
