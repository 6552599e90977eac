"""Files of questions that wait to be looked over, and the record of those that were taken."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.formats.catalog import READ

from .bank import QuestionCategory


class QuestionImport(models.Model):
    """A file somebody brought. Its bytes are kept until it is confirmed, so that what was seen is what is taken."""

    form = models.CharField(_("format"), max_length=12, choices=READ)
    category = models.ForeignKey(
        QuestionCategory, verbose_name=_("into the category"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
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
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def waits(self):
        return self.confirmed_at is None
