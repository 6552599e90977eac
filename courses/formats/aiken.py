"""Aiken, the plainest format: a question on one line, options «A. …», «ANSWER: A». Only read."""

import re

from courses.questions.values import ALL, NOTHING, Option, SingleChoice

from .base import Collector, Trouble, checked_size
from .texts import as_html, decoded

OPTION = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")
MOST_LINES = 500  # of one question
ANSWER = re.compile(r"\s*ANSWER:\s*(\S*)\s*")


def read(data):
    """The questions of ``data`` (bytes)."""
    found, lines = Collector(), []
    for number, line in enumerate(decoded(checked_size(data)).split("\n"), 1):
        if answer := ANSWER.fullmatch(line):
            _take(found, lines, answer[1], number)
            lines = []
        elif line.strip():
            lines.append((number, line))
    if lines:
        found.problem(lines[0][0], "no_right")
    return found.parsed()


def _take(found, lines, letter, number):
    start = lines[0][0] if lines else number
    try:
        question = _question(lines, letter, number)
    except Trouble as trouble:
        found.problems.append(trouble.problem)
    else:
        found.add(start, question)


def _question(lines, letter, number):
    """Lines before the first option are the text; a line after it that is no option goes on with the last one."""
    if len(lines) > MOST_LINES:
        raise Trouble(number, "too_many")
    texts, options = [], []
    for at, line in lines:
        if found := OPTION.fullmatch(line):
            options.append([at, found[1], found[2]])
        elif options:
            options[-1][2] += f"\n{line}"
        else:
            texts.append(line)
    if letter not in {name for _at, name, _text in options}:
        raise Trouble(number, "letter", letter)
    return SingleChoice(
        text=as_html("\n".join(texts), "plain", line=lines[0][0]),
        options=tuple(
            Option(text=as_html(text, "plain", line=at), share=ALL if name == letter else NOTHING)
            for at, name, text in options
        ),
    )
