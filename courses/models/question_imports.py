"""Files of questions that wait to be looked over, and the record of those that were taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.brought import BroughtFile
from courses.formats.catalog import READ

from .bank import QuestionCategory


class QuestionImport(BroughtFile):
    form = models.CharField(_("format"), max_length=12, choices=READ)
    category = models.ForeignKey(
        QuestionCategory, verbose_name=_("into the category"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(BroughtFile.Meta):
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
