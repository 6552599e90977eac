"""How the bank’s editor writes each kind: one block a kind, its fields named as the values they become."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from . import answer_blocks as answered
from .markup import FEATURES, GAP, plain
from .parts import told


class KindBlock(answered.Answered):
    """What a question of any kind has."""

    text = blocks.RichTextBlock(label=gettext_lazy("question"), features=FEATURES)

    def clean(self, value):
        value = super().clean(value)
        if not plain(value["text"].source):
            answered.refuse(_("Write the question."))
        return value


class Told(blocks.StructBlock):
    hint = told(gettext_lazy("hint"))
    feedback = told(gettext_lazy("explanation, shown with the result"))


def mixed():
    return blocks.BooleanBlock(label=gettext_lazy("mix the answers"), required=False, default=True)


class SingleBlock(answered.Single, Told, KindBlock):
    shuffle = mixed()

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("One right answer")


class MultipleBlock(answered.Multiple, Told, KindBlock):
    shuffle = mixed()

    class Meta:
        icon = "tick"
        label = gettext_lazy("Several right answers")


class TrueFalseBlock(answered.TrueFalse, Told, KindBlock):
    class Meta:
        icon = "check"
        label = gettext_lazy("True or false")


class ShortBlock(answered.Short, Told, KindBlock):
    class Meta:
        icon = "edit"
        label = gettext_lazy("Short text")


class NumericBlock(answered.Numeric, Told, KindBlock):
    class Meta:
        icon = "order"
        label = gettext_lazy("Number")


class MatchingBlock(answered.Matching, Told, KindBlock):
    class Meta:
        icon = "link"
        label = gettext_lazy("Matching")


class OrderingBlock(answered.Ordering, Told, KindBlock):
    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Ordering")


class ClozeBlock(Told, KindBlock):
    gaps = answered.GapsBlock(label=gettext_lazy("gaps"), min_num=1)

    class Meta:
        icon = "form"
        label = gettext_lazy("Text with gaps")
        help_text = gettext_lazy(
            "Write {{1}}, {{2}} … in the text where the gaps stand. "
            "Several right answers, matching and ordering stand best in a paragraph of their own."
        )

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
