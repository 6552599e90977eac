"""What was published of a programme: frozen, numbered, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .programmes import Programme


class Release(models.Model):
    """One public version. ``snapshot`` is all that readers see; ``changes`` is what differs from the one before.

    ``revisions`` is what calendar apps trust: of every item how often its time has changed, and when it last changed.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("version"))
    snapshot = models.JSONField()
    changes = models.JSONField(default=list)
    revisions = models.JSONField(default=dict)
    note = models.TextField(_("a word to readers"), blank=True)
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("programme", "number", name="release_number_once")]

    def __str__(self):
        return f"{self.programme} {self.number}"


class Notice(models.Model):
    """A mail about a release to one person. ``taken_at`` is set before it leaves, so that nobody gets two."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail about a programme")
        verbose_name_plural = _("mails about programmes")
        constraints = [models.UniqueConstraint("release", "person", name="notice_once_for_a_person")]

    def __str__(self):
        return f"{self.release}: {self.person}"
