"""What a check found, as plain values: a code, facts for its words, and where. Worded when somebody reads it."""

import re
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext_lazy as _

from content import wording
from content.blocks import ReadingBlocks

LONGEST = 80  # signs of a text that is quoted
IN_QUOTATION_MARKS = re.compile(r"^[«„“\"]([^«»„“”\"]*)[»“”\"]$")
LABELS = {name: block.label for name, block in ReadingBlocks().child_blocks.items()}
WRITTEN = {
    "size": wording.data_size,
    "most": wording.data_size,
    "minutes": wording.short_duration,
    "estimate": wording.short_duration,
}


@dataclass(frozen=True)
class Kind:
    """What all findings of one code say. Grave ones shut somebody out or break a promise; the others are advice."""

    says: str
    advice: str
    grave: bool = True


KINDS = {}


@dataclass(frozen=True)
class Finding:
    """One thing found; ``facts`` are what JSON carries. Without a block it concerns the whole page."""

    code: str
    facts: dict = field(default_factory=dict)
    block: str = ""  # its type
    number: int = 0  # which of its type on the page, from one
    block_id: str = ""

    @property
    def kind(self):
        return KINDS[self.code]

    @property
    def grave(self):
        return self.kind.grave

    @property
    def says(self):
        return str(self.kind.says) % {name: WRITTEN.get(name, str)(fact) for name, fact in self.facts.items()}

    @property
    def advice(self):
        return str(self.kind.advice)

    @property
    def place(self):
        """«Зображення 2», or the page as a whole."""
        return f"{LABELS[self.block]} {self.number}" if self.block in LABELS else str(_("The page as a whole"))

    @property
    def anchor(self):
        """Where the block stands in Wagtail's editor."""
        return f"#block-{self.block_id}-section" if self.block_id else ""


def in_block(code, part, **facts):
    """A finding in one block of the page."""
    return Finding(code, facts, part.kind, part.number, part.block_id)


def quoted(text):
    """As much of ``text`` as one needs to recognize it; its own outer quotation marks make room for ours."""
    text = " ".join(str(text).split())
    text = IN_QUOTATION_MARKS.sub(r"\1", text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def as_plain(findings):
    return [asdict(finding) for finding in findings]


def from_plain(rows):
    """Findings as they were kept; those whose check is no more are left out."""
    return [Finding(**row) for row in rows if row["code"] in KINDS]
