"""The bank as files for other systems: a category and all that stands in it."""

from dataclasses import replace

from .bank import below
from .bank_access import categories_open_to
from .formats.catalog import FORMATS
from .models import BankQuestion, QuestionCategory
from .question_pictures import with_pictures


def export(*, category, form, by=None):
    """``Written`` of the questions in ``category`` and below it that ``by`` may see, in the order of their names."""
    open_ones = categories_open_to(by) if by else QuestionCategory.objects.all()
    keys = below(list(open_ones.values_list("pk", "parent")), [category.pk])
    names = {row.pk: row for row in QuestionCategory.objects.filter(pk__in=keys)}

    def path(key):
        row = names.get(key)
        return () if row is None else (*path(row.parent_id), row.name)

    questions = (
        BankQuestion.objects.filter(category__in=keys).prefetch_related("tags").order_by("category", "name", "pk")
    )
    values = [
        replace(
            question.as_value(),
            name=question.name,
            category=path(question.category_id),
            tags=tuple(sorted(tag.name for tag in question.tags.all())),
            idnumber=question.idnumber,
        )
        for question in questions
    ]
    return FORMATS[form].write(with_pictures(values))
