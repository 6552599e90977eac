"""The text of a cloze with its fields where the gaps stand."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from .markup import GAP, shown


def text_with_gaps(form):
    """``form`` is an ``AnswerForm`` of a cloze; a number that names no gap stays as it is written."""
    names = [name for name in form.fields if not name.endswith("_unit")]
    html = GAP.sub(lambda gap: gap_html(form, names, int(gap[1])) or gap[0], shown(form.question.text))
    return mark_safe(html if html.lstrip().startswith("<") else f"<p>{html}</p>")


def gap_html(form, names, number):
    if not 1 <= number <= len(names):
        return ""
    fields = [form[name] for name in (names[number - 1], f"{names[number - 1]}_unit") if name in form.fields]
    return format_html_join(" ", "{}", ((field_html(field),) for field in fields))


def field_html(field):
    errors = format_html_join(" ", '<span class="err">{}</span>', ((error,) for error in field.errors))
    told = format_html('<span id="{}_error">{}</span>', field.auto_id, errors) if errors else ""
    label = format_html('<label class="vh" for="{}">{}</label>', field.id_for_label, field.label)
    return format_html('<span class="gap">{}{}{}</span>', label, field, told)
