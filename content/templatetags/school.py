"""What templates say and draw: covers, icons, sizes, days in Kyiv, form fields, progress, self-checks."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from content import kilim as motifs
from content import wording

register = template.Library()

ICONS = {
    "alert": "M12 4L2.5 20h19zM12 10v4.5M12 17.3h.01",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "check": "M4 12.5l5 5L20 6.5",
    "cross": "M6 6l12 12M18 6L6 18",
    "ear": "M4 15v-3a8 8 0 0 1 16 0v3M4 14.5h3.5v6H5.5A1.5 1.5 0 0 1 4 19zM20 14.5h-3.5v6h2a1.5 1.5 0 0 0 1.5-1.5z",
    "file": "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
    "info": "M12 3.5a8.5 8.5 0 1 1-.01 0M12 11v5.5M12 7.7h.01",
    "out": "M10 5H5v14h14v-5M13.5 4.5h6v6M19.5 4.5L11 13",
    "play": "M7 4.5v15l12-7.5z",
    "text": "M5 6h14M5 10.5h14M5 15h14M5 19.5h8",
}

# Sizes, durations and names. Empty in, empty out: a missing file has no size.


def _or_empty(convert):
    return lambda value: "" if value is None or value == "" else convert(value)


register.filter("megabytes", _or_empty(wording.data_size))
register.filter("minutes", _or_empty(wording.duration))
register.filter("minutes_short", _or_empty(wording.short_duration))
register.filter("clock", _or_empty(wording.clock))
register.filter("month_name", _or_empty(wording.month))
register.filter("initials", _or_empty(wording.initials))
register.simple_tag(wording.weekdays, name="weekday_names")


@register.filter
def day(value):
    return wording.day(value, now=timezone.now()) if value else ""


@register.filter
def weekday_day(value):
    return wording.weekday_and_day(value, now=timezone.now()) if value else ""


@register.filter
def moment(value):
    return wording.moment(value, now=timezone.now()) if value else ""


@register.filter
def days_to(first, last):
    """``{{ cohort.starts_on|days_to:cohort.ends_on }}``: «12 січня – 12 лютого»."""
    return wording.days(first, last, now=timezone.now()) if first and last else day(first or last)


@register.filter
def moments_to(start, end):
    """``{{ session.starts_at|moments_to:session.ends_at }}``: «вівторок, 19 січня, 18:00–19:30»."""
    return wording.moments(start, end, now=timezone.now()) if start and end else moment(start or end)


@register.filter
def hours_to(start, end):
    """``{{ session.starts_at|hours_to:session.ends_at }}``: «18:00–19:30», where the day stands already."""
    return wording.hours(start, end, now=timezone.now()) if start and end else moment(start or end)


@register.simple_tag
def when(value, style="moment"):
    """A ``<time>`` a machine can read too; ``style`` is moment, weekday_day, day or clock."""
    if not value:
        return ""
    styles = {"moment": moment, "weekday_day": weekday_day, "day": day, "clock": wording.clock}
    machine = value.astimezone(UTC) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', machine.isoformat(), styles[style](value))


@register.filter
def host(url):
    """«youtube.com»: where a link leads, before one follows it."""
    return (urlsplit(str(url)).hostname or "").removeprefix("www.")


@register.filter
def labelled(cells, columns):
    """Cells of a table row with the heading of their column, for the cards a narrow screen shows.

    A column is a heading, or Wagtail's typed-table column that has one.
    """
    headings = [column["heading"] if isinstance(column, dict) else column for column in columns]
    return list(zip(headings, cells, strict=False))


# Drawings. Their paths are our own constants and the seed only chooses among them.


@register.simple_tag
def kilim(seed):
    return mark_safe(motifs.cover(str(seed)))


@register.simple_tag
def kilim_mark(seed):
    return mark_safe(motifs.mark(str(seed)))


@register.simple_tag
def icon(name):
    """A decoration beside a word, never instead of it."""
    return format_html('<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name])


@register.simple_tag
def tick_marks(total, done=0, current=None):
    """One class a step: ``d`` done, ``n`` you are here. ``done`` is a count, or the numbers of the steps done."""
    steps = range(1, int(total or 0) + 1)
    finished = set(steps[:done] if isinstance(done, int) else done or ())
    marks = ["n" if number == current else "d" if number in finished else "" for number in steps]
    return {"marks": marks, "done": len(finished)}


# Forms


def _kind(bound):
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "options"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "plain"


@register.inclusion_tag("components/field.html", name="field")
def show_field(bound, hint=None, label=None, optional=True, **attrs):
    """A form field with its label, hint and errors, all tied together for screen readers.

    ``optional=False`` leaves out the word that marks fields one may skip; other arguments become attributes.
    """
    help_text = hint or bound.help_text
    ids = [f"{bound.auto_id}_helptext"] if help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    described_by, kind = " ".join(ids), _kind(bound)
    # A placeholder vanishes when one types, so a label and a hint say it instead.
    attrs = {"placeholder": False, **attrs} | ({"aria-describedby": described_by} if described_by else {})
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": help_text,
        "described_by": described_by,
        "mark_optional": optional and not bound.field.required,
        "control": "" if kind == "options" else bound.as_widget(attrs=attrs),
    }


def _target(bound):
    """The id of the control an error speaks about: the first option where the field has many."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*shown):
    """All errors of the given forms, or lists of forms, on top of the page, each leading to its field."""
    errors = []
    forms = [form for one in shown if one for form in (one if isinstance(one, list) else [one])]
    for form in forms:
        errors += [{"message": message} for message in form.non_field_errors()]
        for bound in form:
            errors += [{"label": bound.label, "message": message, "target": _target(bound)} for message in bound.errors]
    return {"errors": errors}


# Self-check blocks


@dataclass(frozen=True)
class CheckResult:
    """A self-check as one request shows it: its name on the page and the option chosen, if any."""

    name: str
    options: list = field(default_factory=list)
    chosen: dict | None = None


@register.simple_tag(takes_context=True)
def check_result(context, value):
    """Read the answer to a self-check from the address; nothing is kept or graded.

    The block's own id names it, so answers survive reordering. Previews have no ids; the question stands in.
    """
    block = context.get("block")
    known = block.id if getattr(block, "value", None) is value else context.get("id")
    name = f"check-{known or hashlib.sha256(str(value['question']).encode()).hexdigest()[:12]}"
    request = context.get("request")
    answer = request.GET.get(name, "") if request else ""
    options = [
        {"index": number, "chosen": answer == str(number), **option} for number, option in enumerate(value["options"])
    ]
    return CheckResult(name, options, next((option for option in options if option["chosen"]), None))
