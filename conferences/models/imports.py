"""Files with a programme that wait to be looked over, and the record of those that were taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.brought import BroughtFile

from .programmes import Programme


class ProgrammeImport(BroughtFile):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")

    class Meta(BroughtFile.Meta):
        verbose_name = _("import of a programme")
        verbose_name_plural = _("imports of programmes")
