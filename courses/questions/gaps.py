"""The text of a cloze with its fields where the gaps stand."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .answering import HELP, gap_fields
from .markup import GAP, shown


def text_with_gaps(form):
    """``form`` is an ``AnswerForm`` of a cloze; a number that names no gap stays as it is written."""
    html = GAP.sub(lambda gap: gap_html(form, int(gap[1])) or gap[0], shown(form.question.text))
    return mark_safe(html if html.lstrip().startswith("<") else f"<p>{html}</p>")


def gap_html(form, number):
    """All of it may stand in a paragraph, so it is of spans and labels alone."""
    fields = [form[name] for name in gap_fields(form, number)]
    if not fields:
        return ""
    help_text = HELP.get(form.question.gaps[number - 1].kind)
    if help_text:
        return group_html(fields, number, help_text)
    return format_html_join(" ", "{}", ((field_html(field),) for field in fields))


def field_html(field):
    """A gap of one field: its name is for who listens, who looks sees where it stands."""
    label = format_html('<label class="vh" for="{}">{}</label>', field.id_for_label, field.label)
    return format_html('<span class="gap">{}{}{}</span>', label, field, errors_of(field))


def group_html(fields, number, help_text):
    """A gap of several controls: a group with a name, each control named by what stands beside it."""
    key = f"{fields[0].auto_id}_gap"
    told = [f"{key}_help", *(f"{field.auto_id}_error" for field in fields if field.errors)]
    return format_html(
        '<span class="gap many" role="group" aria-labelledby="{}" aria-describedby="{}">'
        '<span class="name" id="{}">{}</span> <span class="hint" id="{}">{}</span>{}{}</span>',
        key,
        " ".join(told),
        key,
        _("Gap %(number)s") % {"number": number},
        f"{key}_help",
        help_text,
        format_html_join("", "{}", ((errors_of(field),) for field in fields)),
        format_html_join("", "{}", ((row,) for field in fields for row in rows_of(field))),
    )


def rows_of(field):
    """A box to tick for each option, or the one select with what it is for."""
    if getattr(field.field.widget, "allow_multiple_selected", False):
        for option in field:
            label = '<label class="opt" for="{}">{}<span>{}</span></label>'
            yield format_html(label, option.id_for_label, option.tag(), option.choice_label)
    else:
        label = format_html('<label for="{}">{}</label>', field.id_for_label, field.label)
        yield format_html('<span class="row">{} {}</span>', label, field)


def errors_of(field):
    errors = format_html_join(" ", '<span class="err">{}</span>', ((error,) for error in field.errors))
    return format_html('<span id="{}_error">{}</span>', field.auto_id, errors) if errors else ""
