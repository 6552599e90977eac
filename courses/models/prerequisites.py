"""What a course needs before one comes in, and for whom the school does without it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Prerequisite(Orderable):
    """Another course to be completed before, or whose certificate one has to hold."""

    class Proof(models.TextChoices):
        COMPLETED = "completed", _("the course is completed")
        CERTIFICATE = "certificate", _("one holds a valid certificate of it")

    course = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="prerequisites")
    needed = models.ForeignKey(
        "courses.CoursePage", verbose_name=_("course needed before"), on_delete=models.CASCADE, related_name="+"
    )
    proof = models.CharField(_("what is needed"), max_length=11, choices=Proof, default=Proof.COMPLETED)

    panels = [FieldPanel("needed"), FieldPanel("proof")]

    class Meta(Orderable.Meta):
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(fields=["course", "needed"], name="prerequisite_once"),
            models.CheckConstraint(
                condition=~Q(course=F("needed")),
                name="prerequisite_of_another_course",
                violation_error_message=_("A course is not its own prerequisite."),
            ),
        ]

    def __str__(self):
        return f"{self.needed} ({self.get_proof_display()})"


class PrerequisiteWaiver(models.Model):
    """Somebody may come into a course without its prerequisites, as a coordinator says."""

    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="prerequisite_waivers"
    )
    course = models.ForeignKey(
        "courses.CoursePage", verbose_name=_("course"), on_delete=models.CASCADE, related_name="prerequisite_waivers"
    )
    reason = models.TextField(_("reason"), max_length=1000)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("prerequisites lifted")
        verbose_name_plural = _("prerequisites lifted")
        ordering = ["-given_at", "-pk"]
        constraints = [models.UniqueConstraint("person", "course", name="prerequisite_waiver_once")]

    def __str__(self):
        return f"{self.person} – {self.course}"
