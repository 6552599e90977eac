"""What an attempt is asked: the lines of a quiz, drawn by chance where they say so, frozen with the order shown."""

from collections import defaultdict

from .bank import below
from .models import BankQuestion, QuestionCategory
from .questions.asking import asked


def snapshot_of(quiz, *, chance):
    """What is asked, as JSON in order; grading reads this and nothing else. ``chance`` is a ``random.Random``.

    Five queries at most, however much is asked. A question is asked once, so a category may give fewer than wanted.
    """
    questions = drawn(quiz, chance=chance)
    if quiz.shuffle_questions:
        chance.shuffle(questions)
    return [as_asked(question, chance=chance, shuffle=quiz.shuffle_options) for question in questions]


def as_asked(question, *, chance, shuffle):
    """One question of the bank as a snapshot holds it, with the key and version it had."""
    entry = asked(question.as_value(), chance=chance, shuffle=shuffle)
    return entry | {"bank": question.pk, "version": question.version}


def drawn(quiz, *, chance):
    """The questions of one attempt, in the order of the quiz's lines."""
    lines = list(quiz.draws.order_by("sort_order", "pk"))
    taken = {line.question_id for line in lines if line.question_id}
    pools = pools_of({line.category_id for line in lines if line.category_id})
    keys = []
    for line in lines:
        if line.question_id:
            keys.append(line.question_id)
            continue
        free = [key for key in pools[line.category_id] if key not in taken]
        picked = chance.sample(free, min(line.number, len(free)))
        taken.update(picked)
        keys += picked
    found = BankQuestion.objects.in_bulk(keys)
    return [found[key] for key in keys]


def pools_of(categories):
    """For each category, the keys of the questions in it and in what stands in it, in a fixed order.

    A text without a question is asked where a line names it, never by chance.
    """
    pools = defaultdict(list)
    if not categories:
        return pools
    pairs = list(QuestionCategory.objects.order_by().values_list("pk", "parent_id"))
    inside = {category: below(pairs, [category]) for category in categories}
    rows = BankQuestion.objects.filter(category__in=set().union(*inside.values())).order_by("pk")
    rows = rows.exclude(kind=BankQuestion.Kind.DESCRIPTION)
    for key, shelf in rows.values_list("pk", "category_id"):
        for category, shelves in inside.items():
            if shelf in shelves:
                pools[category].append(key)
    return pools
