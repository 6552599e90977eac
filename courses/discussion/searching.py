"""Find questions of a course by the words in them or in their answers.

Words of five letters and more are looked for without their last two, as Ukrainian changes endings: «бюджету» finds
«бюджет». By expressions, since SQLite's LIKE knows no capital Cyrillic letters; a course has hundreds of posts at most.
"""

import re

from django.db.models import Exists, OuterRef, Q

from courses.models import Post

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
MOST_WORDS = 8
ENDING = 2
SHORTEST = 5


def find(questions, text):
    """Those of ``questions`` that have every word of ``text`` in them or in one of their answers; all without words."""
    for word in WORD.findall(text)[:MOST_WORDS]:
        stem = re.sub("['’ʼ]", "['’ʼ]", word[:-ENDING] if len(word) >= SHORTEST else word)
        answers = Post.objects.shown().filter(question=OuterRef("pk"), text__iregex=stem)
        questions = questions.filter(Q(text__iregex=stem) | Exists(answers))
    return questions
