"""The question bank: questions are kept from plain values and read as such; categories are found by their path."""

import json

from django.db import transaction
from wagtail.log_actions import log

from .models import BankQuestion, QuestionCategory
from .questions.codec import to_json
from .questions.stored import block_of_json


def category_at(names):
    """The category at a path of names from the top down, made where it is missing."""
    category = None
    for name in names:
        category, _made = QuestionCategory.objects.get_or_create(parent=category, name=name)
    return category


@transaction.atomic
def keep_question(*, value, category, by=None, question=None):
    """Keep a plain value as a new question of the bank, or as the next version of ``question``."""
    action = "wagtail.edit" if question else "wagtail.create"
    if question:
        question.version += 1
    question = question or BankQuestion()
    question.name, question.idnumber = value.name, value.idnumber
    question.category, question.points = category, value.points
    question.definition = json.dumps([block_of_json(to_json(value))])
    question.save()
    question.tags.set(value.tags)
    revision = question.save_revision(user=by, clean=False)
    log(question, action, user=by, revision=revision)
    return question


def below(categories, roots):
    """Keys of ``roots`` and of all that stands in them, in one pass over all (key, parent) pairs."""
    found, waiting = set(), list(roots)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [child for child, parent in categories if parent == key]
    return found
