"""A mark that a trainer set beside the measured one. Changed by the verbs of ``courses.gradebook`` only."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GradeOverrideQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)


class GradeOverride(models.Model):
    """The mark, in percent, that counts for one person and one step instead of what was measured.

    What was measured stays where it is; withdrawn, the override counts no more and stays as history.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="grade_overrides")
    item = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(
        _("mark, percent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    measured = models.DecimalField(_("measured then, percent"), max_digits=8, decimal_places=5, null=True, blank=True)
    reason = models.TextField(_("reason"))
    comment = models.TextField(_("comment for the participant"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("set"))
    withdrawn_at = models.DateTimeField(_("mark withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = GradeOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark set by a trainer")
        verbose_name_plural = _("marks set by trainers")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "person", "item", condition=Q(withdrawn_at__isnull=True), name="grade_override_one_in_force"
            ),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="grade_override_within_bounds"),
        ]

    def __str__(self):
        return f"{self.person} – {self.item}: {self.percent}"
