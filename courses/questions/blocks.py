"""How the bank’s editor writes each kind: one block a kind, its fields named as the values they become."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .markup import FEATURES, GAP, plain
from .parts import AcceptedBlock, GapsBlock, NumberBlock, OptionBlock, PairBlock, UnitBlock, told
from .values import ALL, Scoring

NEARLY = Decimal("0.1")  # percent; three thirds are entered as 33.33


def refuse(sentence):
    raise blocks.StructBlockValidationError(non_block_errors=[sentence])


class KindBlock(blocks.StructBlock):
    """What a question of any kind has."""

    text = blocks.RichTextBlock(label=gettext_lazy("question"), features=FEATURES)

    def clean(self, value):
        value = super().clean(value)
        if trouble := self.trouble(value) or ("" if plain(value["text"].source) else _("Write the question.")):
            refuse(trouble)
        return value

    def trouble(self, value):
        """Why nobody could answer this rightly, or nothing."""


class Told(blocks.StructBlock):
    hint = told(gettext_lazy("hint"))
    feedback = told(gettext_lazy("explanation, shown with the result"))


def shares(rows):
    return [row["share"] or Decimal(0) for row in rows]


def one_is_right(rows):
    return "" if ALL in shares(rows) else _("Give 100 percent to at least one answer.")


class SingleBlock(Told, KindBlock):
    options = blocks.ListBlock(OptionBlock(), label=gettext_lazy("answers"), min_num=2)
    shuffle = blocks.BooleanBlock(label=gettext_lazy("mix the answers"), required=False, default=True)

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("One right answer")

    def trouble(self, value):
        return one_is_right(value["options"])


class MultipleBlock(Told, KindBlock):
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
    shuffle = blocks.BooleanBlock(label=gettext_lazy("mix the answers"), required=False, default=True)

    class Meta:
        icon = "tick"
        label = gettext_lazy("Several right answers")

    def trouble(self, value):
        right = [part for part in shares(value["options"]) if part > 0]
        if not right:
            return _("Give a share to at least one answer.")
        if value["scoring"] != Scoring.EXACT and abs(sum(right) - ALL) > NEARLY:
            return _("The shares of the right answers make 100 percent together.")
        return ""


class TrueFalseBlock(Told, KindBlock):
    right = blocks.BooleanBlock(label=gettext_lazy("the statement is true"), required=False)
    feedback_true = told(gettext_lazy("feedback to “True”"))
    feedback_false = told(gettext_lazy("feedback to “False”"))

    class Meta:
        icon = "check"
        label = gettext_lazy("True or false")


class ShortBlock(Told, KindBlock):
    answers = blocks.ListBlock(AcceptedBlock(), label=gettext_lazy("accepted answers"), min_num=1)
    case_matters = blocks.BooleanBlock(label=gettext_lazy("capital letters matter"), required=False)

    class Meta:
        icon = "edit"
        label = gettext_lazy("Short text")

    def trouble(self, value):
        return one_is_right(value["answers"])


class NumericBlock(Told, KindBlock):
    answers = blocks.ListBlock(NumberBlock(), label=gettext_lazy("accepted numbers"), min_num=1)
    units = blocks.ListBlock(UnitBlock(), label=gettext_lazy("units"), default=[])
    unit_needed = blocks.BooleanBlock(label=gettext_lazy("a unit is needed"), required=False)

    class Meta:
        icon = "order"
        label = gettext_lazy("Number")

    def trouble(self, value):
        return one_is_right(value["answers"])


class MatchingBlock(Told, KindBlock):
    pairs = blocks.ListBlock(PairBlock(), label=gettext_lazy("pairs"), min_num=2)
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=gettext_lazy("belong to nothing"), default=[]
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Matching")


class OrderingBlock(Told, KindBlock):
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300), label=gettext_lazy("items in their right order"), min_num=2
    )

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Ordering")

    def trouble(self, value):
        return "" if len(set(value["items"])) == len(value["items"]) else _("Each item differs from the others.")


class ClozeBlock(Told, KindBlock):
    gaps = GapsBlock(label=gettext_lazy("gaps"), min_num=1)

    class Meta:
        icon = "form"
        label = gettext_lazy("Text with gaps")
        help_text = gettext_lazy("Write {{1}}, {{2}} … in the text where the gaps stand.")

    def trouble(self, value):
        named = [int(number) for number in GAP.findall(value["text"].source)]
        if sorted(named) != list(range(1, len(value["gaps"]) + 1)):
            return _("The text names each gap once: {{1}}, {{2}} …")
        return ""


class EssayBlock(Told, KindBlock):
    guidance = told(gettext_lazy("guidance for who marks it"))
    template = blocks.TextBlock(label=gettext_lazy("text to begin with"), required=False)

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Essay, marked by a trainer")


class DescriptionBlock(KindBlock):
    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Text without a question")


class QuestionBlocks(blocks.StreamBlock):
    """Exactly one block: the kind of the question."""

    single = SingleBlock()
    multiple = MultipleBlock()
    truefalse = TrueFalseBlock()
    short = ShortBlock()
    numeric = NumericBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
    cloze = ClozeBlock()
    essay = EssayBlock()
    description = DescriptionBlock()

    class Meta:
        min_num = 1
        max_num = 1
