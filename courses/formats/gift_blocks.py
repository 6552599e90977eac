"""A GIFT file as blocks, one for each question: comments, categories and escapes are seen to here."""

import re
from dataclasses import dataclass, field

from .texts import decoded, one_line, path_of

HIDDEN = {sign: chr(0xF500 + place) for place, sign in enumerate("~=#{}:\\n")}
SHOWN = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in HIDDEN.items()})
PRIVATE = re.compile("[\ue000-\uf8ff]")
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
MARK = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
LONGEST_COMMENT = 2_000
FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)


@dataclass
class Block:
    """A question as text whose escapes are hidden. ``line`` is where the file has its first one."""

    line: int
    text: str
    category: tuple
    idnumber: str = ""
    tags: tuple = ()
    name: str = ""
    form: str = "moodle"
    notes: list = field(default_factory=list)  # (line, code, text) of what is left out

    def line_at(self, place):
        return self.line + self.text.count("\n", 0, place)


def blocks_of(data):
    """Every block of ``data`` (bytes): a blank line ends it, and so does a line with a category."""
    category, lines, marks, start = (), [], [], 0
    for number, line in enumerate([*decoded(data).split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            marks += MARK.findall(stripped[:LONGEST_COMMENT])
            if lines:
                lines.append("")  # keeps the count of lines
            continue
        ends = stripped.upper().startswith("$CATEGORY:")
        if lines and (not stripped or ends):
            yield _block(start, lines, category, marks)
            lines, marks = [], []
        if ends:
            category = path_of(stripped.partition(":")[2])
        elif stripped:
            start = start if lines else number
            lines.append(line)
        else:
            marks = []


def _block(start, lines, category, marks):
    text = ESCAPE.sub(lambda found: HIDDEN[found[1]], PRIVATE.sub("\ufffd", "\n".join(lines)))
    block = Block(line=start, text=text, category=category)
    values = [(kind, one_line(re.sub(r"\\(.)", r"\1", value))) for kind, value in marks]
    block.idnumber = next((value for kind, value in values if kind == "id"), "")
    block.tags = tuple(dict.fromkeys(value for kind, value in values if kind == "tag" and value))
    if found := NAME.match(block.text):
        block.name = one_line(shown(found[1]))
        block.text = "\n" * found[0].count("\n") + block.text[found.end() :]
    block.form, block.text = form_of(block.text, block.form)
    return block


def form_of(text, form):
    """(format, rest) of a text that may begin with ``[html]``."""
    if found := FORM.match(text):
        return found[1].lower(), "\n" * found[0].count("\n") + text[found.end() :]
    return form, text


def shown(text):
    """``text`` with its escapes as what they stand for."""
    return text.translate(SHOWN)
