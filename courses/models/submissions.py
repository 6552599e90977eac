"""What was handed in and how it was marked. Changed by the verbs of ``courses.assignments`` only."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.storage import private_storage


def submission_path(file, name):
    """Nothing of the name that was sent: that stands in the row only."""
    return f"submissions/{uuid.uuid4().hex}"


class SubmissionQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(submitted_at__isnull=True)

    def submitted(self):
        return self.filter(submitted_at__isnull=False)

    def to_be_marked(self):
        return self.submitted().filter(mark__isnull=True)

    def accepted(self):
        return self.filter(mark__accepted=True)


class Submission(models.Model):
    """What one person hands in, once; a draft until ``submitted_at``. ``due_at`` is as it was then."""

    assignment = models.ForeignKey("courses.AssignmentPage", on_delete=models.PROTECT, related_name="submissions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(_("days late"), default=0)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("assignment", "person", "number", name="submission_number_unique"),
            models.UniqueConstraint(
                "assignment", "person", condition=Q(submitted_at__isnull=True), name="submission_one_draft"
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.assignment}, {self.number}"

    @property
    def marked(self):
        """Its mark, or None."""
        return getattr(self, "mark", None)


class SubmissionFile(models.Model):
    """A file of a submission, kept where nothing has an address; ``name`` is what its sender called it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=submission_path)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Mark(models.Model):
    """How a submission was marked, once. ``rubric`` is what was chosen, in words: the rubric may change later."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="mark")
    accepted = models.BooleanField(_("accepted"))
    points = models.PositiveSmallIntegerField(_("points"))
    taken_off = models.PositiveSmallIntegerField(_("points taken off for being late"), default=0)
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("marked"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")

    def __str__(self):
        return f"{self.submission}: {self.points}"
