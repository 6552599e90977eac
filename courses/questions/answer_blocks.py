"""How the bank’s editor writes what is to be answered: for a question as a whole, and for each gap of a text alike."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .parts import AcceptedBlock, NumberBlock, OptionBlock, PairBlock, UnitBlock, told
from .values import ALL, Scoring

NEARLY = Decimal("0.1")  # percent; three thirds are entered as 33.33


def refuse(sentence):
    raise blocks.StructBlockValidationError(non_block_errors=[sentence])


class Answered(blocks.StructBlock):
    """Refuses what nobody could answer rightly."""

    def clean(self, value):
        value = super().clean(value)
        if trouble := self.trouble(value):
            refuse(trouble)
        return value

    def trouble(self, value):
        """Why nobody could answer this rightly, or nothing."""


def shares(rows):
    return [row["share"] or Decimal(0) for row in rows]


def one_is_right(rows):
    return "" if ALL in shares(rows) else _("Give 100 percent to at least one answer.")


class Single(Answered):
    options = blocks.ListBlock(OptionBlock(), label=gettext_lazy("answers"), min_num=2)

    def trouble(self, value):
        return one_is_right(value["options"])


class Multiple(Answered):
    options = blocks.ListBlock(OptionBlock(), label=gettext_lazy("answers"), min_num=2)
    scoring = blocks.ChoiceBlock(
        label=gettext_lazy("points"),
        choices=[
            (Scoring.EXACT.value, gettext_lazy("only for all right answers and no wrong one")),
            (Scoring.PARTIAL.value, gettext_lazy("by shares, never below nothing")),
            (Scoring.NEGATIVE.value, gettext_lazy("by shares, also below nothing")),
        ],
        default=Scoring.PARTIAL.value,
    )

    def trouble(self, value):
        right = [part for part in shares(value["options"]) if part > 0]
        if not right:
            return _("Give a share to at least one answer.")
        if value["scoring"] != Scoring.EXACT and abs(sum(right) - ALL) > NEARLY:
            return _("The shares of the right answers make 100 percent together.")
        return ""


class TrueFalse(Answered):
    right = blocks.BooleanBlock(label=gettext_lazy("the statement is true"), required=False)
    feedback_true = told(gettext_lazy("feedback to “True”"))
    feedback_false = told(gettext_lazy("feedback to “False”"))


class Short(Answered):
    answers = blocks.ListBlock(AcceptedBlock(), label=gettext_lazy("accepted answers"), min_num=1)
    case_matters = blocks.BooleanBlock(label=gettext_lazy("capital letters matter"), required=False)

    def trouble(self, value):
        return one_is_right(value["answers"])


class Numeric(Answered):
    answers = blocks.ListBlock(NumberBlock(), label=gettext_lazy("accepted numbers"), min_num=1)
    units = blocks.ListBlock(UnitBlock(), label=gettext_lazy("units"), default=[])
    unit_needed = blocks.BooleanBlock(label=gettext_lazy("a unit is needed"), required=False)

    def trouble(self, value):
        return one_is_right(value["answers"])


class Matching(Answered):
    pairs = blocks.ListBlock(PairBlock(), label=gettext_lazy("pairs"), min_num=2)
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=gettext_lazy("belong to nothing"), default=[]
    )


class Ordering(Answered):
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=gettext_lazy("items in their right order"), min_num=2
    )

    def trouble(self, value):
        return "" if len(set(value["items"])) == len(value["items"]) else _("Each item differs from the others.")


class Weighed(blocks.StructBlock):
    """What a gap has besides its answers."""

    points = blocks.DecimalBlock(label=gettext_lazy("weight"), default=1, min_value=0, max_digits=5, decimal_places=2)
    feedback = told()


def gap(kind, label):
    """The block ``kind`` as a gap."""
    return type(f"{kind.__name__}Gap", (Weighed, kind), {"__module__": __name__})(label=label)


class GapsBlock(blocks.StreamBlock):
    single = gap(Single, gettext_lazy("One right answer"))
    multiple = gap(Multiple, gettext_lazy("Several right answers"))
    truefalse = gap(TrueFalse, gettext_lazy("True or false"))
    short = gap(Short, gettext_lazy("Short text"))
    numeric = gap(Numeric, gettext_lazy("Number"))
    matching = gap(Matching, gettext_lazy("Matching"))
    ordering = gap(Ordering, gettext_lazy("Ordering"))
