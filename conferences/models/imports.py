"""Files with a programme that wait to be looked over, and the record of those that were taken."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .programmes import Programme


class ProgrammeImport(models.Model):
    """A file somebody brought. Its bytes are kept until it is confirmed, so that what was seen is what is taken."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(_("file"), max_length=150)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("brought by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("brought"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    added = models.PositiveIntegerField(_("new"), default=0, editable=False)
    changed = models.PositiveIntegerField(_("changed"), default=0, editable=False)

    class Meta:
        verbose_name = _("import of a programme")
        verbose_name_plural = _("imports of programmes")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def waits(self):
        return self.confirmed_at is None
