"""Files that somebody brings: kept as they came until they are confirmed, and a record afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 150


def printable(name):
    """The end of a file's name, which tells the most, without signs that nobody sees; «file» for one without a name."""
    return "".join(sign for sign in name if sign.isprintable())[-LONGEST_NAME:] or gettext("file")


class BroughtFile(models.Model):
    """A file somebody brought. Its bytes are kept until it is confirmed, so that what was seen is what is taken."""

    file_name = models.CharField(_("file"), max_length=LONGEST_NAME)
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
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def waits(self):
        return self.confirmed_at is None
