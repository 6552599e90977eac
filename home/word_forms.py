"""Ukrainian words change their endings; the database's search does not know that. So a query asks for all of them.

«бюджету» → «бюджет», «бюджети», «бюджетом» …: what may be an ending is cut off, and every usual ending is put on. Forms
that do not exist find nothing and cost little. Most changes inside a word («школа», «шкіл») stay unknown, as do other
languages.
"""

import re

from wagtail.search.query import And, Or, PlainText

MOST_WORDS = 8
SHORTEST_STEM = 3
ENDINGS = (
    "а", "у", "и", "і", "о", "е", "ю", "я", "є", "ї", "й", "ь", "ам", "ям", "ах", "ях", "ами", "ями", "ом",
    "ем", "єм", "ею", "єю", "ою", "ів", "їв", "ей", "ові", "еві", "ий", "ій", "ого", "ому", "им", "их", "ими", "ої",
)  # fmt: skip
# A sound that comes or goes with the ending: рівність – рівності, зв’язок – зв’язку, слухання – слухань.
CHANGES = (
    (r"іст$", "ост"),
    (r"ост$", "іст"),
    (r"ок$", "к"),
    (r"(?<=[^аеиіоуяюєї])к$", "ок"),
    (r"нн$", "н"),
    (r"(?<!н)н$", "нн"),
)
UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’-]+")
WORD = re.compile(r"[^\W_]+(?:[’-][^\W_]+)*")


def query_of(text):
    """What the search engine is asked for: every word of ``text`` in any of its forms; None without words."""
    words = WORD.findall(re.sub("['ʼ`‘]", "’", text.lower()))
    words = [word for word in words if len(word) >= SHORTEST_STEM] or words
    return And([one_word(word) for word in words[:MOST_WORDS]]) if words else None


def one_word(word):
    return Or([PlainText(word), *(PlainText(" ".join(forms(stem)), operator="or") for stem in stems(word))])


def forms(stem):
    """A stem with every ending, and without one."""
    return [stem, *(stem + ending for ending in ENDINGS)]


def stems(word):
    """What may be left of a Ukrainian word without its ending, if it has one; a short word keeps its own."""
    if not UKRAINIAN.fullmatch(word):
        return []
    cut = {word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)} or {word}
    found = {stem for stem in cut if len(stem) >= SHORTEST_STEM}
    changed = {re.sub(pattern, sound, stem) for stem in found for pattern, sound in CHANGES}
    return sorted(found | changed)
