"""Blocks that questions of several kinds are made of: options, accepted answers, units, pairs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .markup import INLINE_FEATURES, plain


def share(default=0):
    return blocks.DecimalBlock(
        label=gettext_lazy("share, percent"),
        help_text=gettext_lazy("100 for a right answer, 0 for a wrong one; part of the points or less than nothing."),
        default=default,
        min_value=-100,
        max_value=100,
        max_digits=8,
        decimal_places=5,
    )


FEEDBACK = gettext_lazy("feedback")


def told(label=FEEDBACK):
    return blocks.RichTextBlock(label=label, required=False, features=INLINE_FEATURES)


class Named(blocks.StructBlock):
    """What one chooses, or chooses for, has words; of a picture they are its alternative text."""

    named = "text"

    def clean(self, value):
        value = super().clean(value)
        if not plain(value[self.named].source):
            sentence = _(
                "Write words here, or give the picture an alternative text: who cannot see it chooses by that."
            )
            raise blocks.StructBlockValidationError(block_errors={self.named: ValidationError(sentence)})
        return value


class OptionBlock(Named):
    text = blocks.RichTextBlock(label=gettext_lazy("answer"), features=INLINE_FEATURES)
    share = share()
    feedback = told()


class AcceptedBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=gettext_lazy("answer"), max_length=300, help_text=gettext_lazy("* stands for anything.")
    )
    share = share(default=100)
    feedback = told()


class NumberBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(label=gettext_lazy("number"), max_digits=20, decimal_places=8)
    tolerance = blocks.DecimalBlock(
        label=gettext_lazy("tolerance"), default=0, min_value=0, max_digits=20, decimal_places=8
    )
    share = share(default=100)
    feedback = told()


class UnitBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=gettext_lazy("unit"), max_length=30)
    factor = blocks.DecimalBlock(
        label=gettext_lazy("factor"),
        default=1,
        max_digits=20,
        decimal_places=10,
        help_text=gettext_lazy("The number times the factor is in the unit of the right answer."),
    )


class PairBlock(Named):
    named = "prompt"
    prompt = blocks.RichTextBlock(label=gettext_lazy("line"), features=INLINE_FEATURES)
    match = blocks.CharBlock(label=gettext_lazy("belongs to it"), max_length=300)
