"""More time for one person: for an assignment, for an attempt at a quiz, or for the end of the course."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Extension(models.Model):
    """What somebody has more than their cohort, and why. Written by ``courses.more_time``; taken back by emptying.

    ``page`` is an assignment, due ``until`` then, or a quiz, with so many ``minutes`` more for an attempt; without one
    it is the end of the course. ``sequence`` rises with each change, as calendars ask.
    """

    enrollment = models.ForeignKey("courses.Enrollment", on_delete=models.CASCADE, related_name="extensions")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("for what"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes more for an attempt"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    reason = models.TextField(_("reason"), max_length=1000)
    sequence = models.PositiveIntegerField(default=1)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("more time")
        verbose_name_plural = _("more time")
        constraints = [
            models.UniqueConstraint("enrollment", "page", name="extension_of_a_step_once"),
            models.UniqueConstraint("enrollment", condition=Q(page__isnull=True), name="extension_of_the_end_once"),
        ]

    def __str__(self):
        return f"{self.enrollment}: {self.page or self.enrollment.cohort}"

    @property
    def is_given(self):
        return self.until is not None or self.minutes is not None
