"""When something of a cohort is due, as calendars are told."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Deadline(models.Model):
    """An assignment of a cohort, or without one the end of its course. Written by ``courses.deadlines`` alone.

    It follows from dates elsewhere; here it has what calendar apps trust: an identity for ever, and a counter that
    rises when ``due_at`` changes. None is what is not due any more, so that the counter goes on if it ever is again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", on_delete=models.CASCADE, related_name="deadlines")
    assignment = models.ForeignKey(
        "courses.AssignmentPage", null=True, on_delete=models.CASCADE, related_name="deadlines"
    )
    due_at = models.DateTimeField(_("due"), null=True)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "assignment"], name="deadline_of_assignment_once"),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(assignment__isnull=True), name="deadline_of_course_once"
            ),
        ]

    def __str__(self):
        return f"{self.assignment or self.cohort}: {self.due_at or '–'}"
